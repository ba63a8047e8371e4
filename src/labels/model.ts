import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { listTypes } from '../device-types/store.ts'
import type { What } from './forms.ts'
import type { Plan } from './plan.ts'
import { perPage, type Sheet, SHEETS } from './sheets.ts'
import { hasDevices, listBadges, listClassCards, listSetItems } from './store.ts'

type Choice = { value: string, label: string, hint?: string }

const TABS: { what: What, label: string, names: boolean }[] = [
  { what: 'devices', label: 'Devices', names: false },
  { what: 'sets', label: 'Trolleys and sets', names: false },
  { what: 'badges', label: 'Badges', names: true },
  { what: 'classes', label: 'Class cards', names: true },
  { what: 'supply', label: 'Supply cards', names: false },
  { what: 'blank', label: 'Blank tags', names: false },
]

/** The tabs that somebody may open: badges and class cards are for those who may see people. */
export function tabsFor(what: What, seesPeople: boolean) {
  return TABS.filter(({ names }) => seesPeople || !names)
    .map((tab) => ({ href: `/labels?what=${tab.what}`, label: tab.label, current: tab.what === what }))
}

export function namesPeople(what: What): boolean {
  return TABS.some((tab) => tab.what === what && tab.names)
}

/** The lists that each kind of label is chosen from; those of other kinds stay empty. */
export async function choicesFor(db: Db, what: What, now: Date) {
  const today = dayOf(now)
  const types = ['devices', 'blank'].includes(what) ? await listTypes(db) : []
  const sets = ['devices', 'sets'].includes(what) ? await listSetItems(db) : []
  const people = what === 'badges' ? await listBadges(db, today) : []
  const cards = what === 'classes' ? await listClassCards(db, today) : []
  return {
    some_device: what !== 'devices' || await hasDevices(db),
    types: types.map(({ name }): Choice => ({ value: name, label: name })),
    blank_types: types.map(({ id, name, code_prefix }): Choice => ({ value: id, label: `${name} (${code_prefix}-…)` })),
    sets: sets.map(({ code, name }): Choice => ({ value: code, label: name, hint: code })),
    people: people.map(({ id, name, code }): Choice => ({ value: id, label: name, hint: code ?? 'No badge yet' })),
    without: people.filter(({ code }) => code === null).length,
    cards: cards.map(({ id, name, answers, purpose }): Choice => ({ value: id, label: name, hint: `${answers}, ${purpose}` })),
  }
}

type Empty = { words: string, act: { href: string, label: string } }

/** The first visit says what will be printed here, and where it comes from; null where there is something. */
export function emptyOf(what: What, { sets, cards, some_device }: Choices): Empty | null {
  if (what === 'devices' && !some_device) {
    return { words: 'There is no device yet. Bring in the list that the school has, and print a tag for each.', act: { href: '/imports', label: 'Import a list' } }
  }
  if (what === 'sets' && sets.length === 0) {
    return { words: 'There is no trolley or class set yet. Make one, and print its label here.', act: { href: '/sets', label: 'Trolleys and sets' } }
  }
  if (what !== 'classes' || cards.length > 0) return null
  return { words: 'There is no class card for this school year yet. Make one on the class’s page, and print it here.', act: { href: '/classes', label: 'Classes' } }
}

export type Choices = Awaited<ReturnType<typeof choicesFor>>

/** What is chosen before anybody has: all of a list that is ticked one by one, and the first type. */
export function chosenAtFirst({ sets, cards, blank_types }: Choices) {
  return {
    sets: sets.map(({ value }) => value), cards: cards.map(({ value }) => value),
    supply_from: '1', supply_to: '10', blank_type: blank_types[0]?.value ?? '', blank_count: '21',
  }
}

const size = ([across, down]: Sheet['label']) => `${across} × ${down} mm`

export const SHEET_CHOICES: Choice[] = SHEETS.map((sheet) => ({
  value: sheet.code,
  label: sheet.cut
    ? `Plain A4: ${perPage(sheet)} cards of ${size(sheet.label)}, to cut out and laminate`
    : `${[sheet.code, ...sheet.also].join(' or ')}: ${perPage(sheet)} labels of ${size(sheet.label)}`,
}))

/** The sheet as a picture to click: one place for each label, chosen as the first to be printed on. */
export function spotsOf({ sheet, first, each }: Pick<Plan, 'sheet' | 'first' | 'each'>) {
  return Array.from({ length: each }, (_, i) => ({
    number: i + 1, row: Math.floor(i / sheet.columns) + 1, column: i % sheet.columns + 1, chosen: i + 1 === first,
  }))
}
