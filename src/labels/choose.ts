import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { findType } from '../device-types/store.ts'
import type { Problem } from '../http/forms.ts'
import { nextCodes } from '../tags/free-codes.ts'
import { tagText } from '../tags/scan.ts'
import { listTagsLike } from '../tags/store.ts'
import type { What, Wish } from './forms.ts'
import { listListedDevices, listListedPeople } from './from-list.ts'
import type { Item } from './items.ts'
import { type Badge, type ClassCard, findItems, listBadges, listClassCards, listDeviceItems, listSetItems, MOST } from './store.ts'

export type Choice = { ok: true, items: Item[] } | { ok: false, problem: Problem }

const refuse = (name: string, message: string): Choice => ({ ok: false, problem: { name, message } })
const take = (items: Item[]): Choice => ({ ok: true, items })

/**
 * What a wish asks to be printed. Somebody without a badge comes with an empty code, and blank tags with the codes
 * that are free just now: give-codes.ts gives them for good.
 */
export async function choose(db: Db, wish: Wish, now: Date): Promise<Choice> {
  const chosen = await CHOOSERS[wish.what](db, wish, now)
  if (!chosen.ok) return chosen
  if (chosen.items.length === 0) return refuse(FIELDS[wish.what], NOTHING[wish.what])
  if (chosen.items.length > MOST) return refuse(FIELDS[wish.what], `That is more than ${MOST.toLocaleString('en-GB')} labels: print them in parts`)
  return chosen
}

const FIELDS: Record<What, string> = {
  devices: 'devices', sets: 'sets', badges: 'whose', classes: 'cards', supply: 'supply_from', blank: 'blank_type',
}

const NOTHING: Record<What, string> = {
  devices: 'No device fits that', sets: 'Tick at least one', badges: 'Nobody fits that', classes: 'Tick at least one',
  supply: 'Write the first number before the last', blank: 'Choose what the tags are for',
}

const CHOOSERS: Record<What, (db: Db, wish: Wish, now: Date) => Promise<Choice>> = {
  devices: chooseDevices,
  sets: async (db, { sets }) => take((await listSetItems(db)).filter(({ code }) => sets.includes(code))),
  badges: async (db, wish, now) => take((await whoseBadges(db, wish, now)).map(badgeItem)),
  classes: async (db, { cards }, now) => take((await listClassCards(db, dayOf(now))).filter(({ id }) => cards.includes(id)).map(cardItem)),
  supply: async (_db, { supply_from, supply_to }) => take(supplyItems(supply_from, supply_to)),
  blank: chooseBlank,
}

async function chooseDevices(db: Db, { list, devices, type, set }: Wish, now: Date): Promise<Choice> {
  if (list !== '') return take(await listListedDevices(db, list, now))
  const texts = [...new Set(devices.split(/[\s,;]+/).map(tagText).filter(Boolean))]
  if (texts.length > MOST) return refuse('devices', 'That is too long a list: print it in parts')
  if (texts.length > 0) return choosePrecisely(db, texts)
  const own = set ? await findItems(db, [set]) : []
  return take([...own.filter((item) => item?.kind === 'set'), ...await listDeviceItems(db, type, set)].filter((item) => item !== null))
}

async function choosePrecisely(db: Db, texts: string[]): Promise<Choice> {
  const items = await findItems(db, texts)
  const unknown = texts.filter((_, i) => items[i] === null)
  if (unknown.length === 0) return take(items.filter((item) => item !== null))
  const shown = unknown.slice(0, 5).join(', ') + (unknown.length > 5 ? ` and ${unknown.length - 5} more` : '')
  return refuse('devices', `No device or trolley has the code ${shown}`)
}

/** The people a wish names, whether they have a badge or not. */
export async function whoseBadges(db: Db, { list, whose, people }: Pick<Wish, 'list' | 'whose' | 'people'>, now: Date): Promise<Badge[]> {
  const all = await listBadges(db, dayOf(now))
  if (list !== '') {
    const listed = await listListedPeople(db, list, dayOf(now))
    return all.filter(({ id }) => listed.has(id))
  }
  if (whose === 'everyone') return all
  return all.filter(({ id, code }) => (whose === 'without' ? code === null : people.includes(id)))
}

const KINDS = {
  staff: '', supply: 'Supply', student: 'Student on placement', governor: 'Governor', volunteer: 'Volunteer', visitor: 'Visitor',
}

const badgeItem = ({ name, job_title, kind, code }: Badge): Item =>
  ({ kind: 'badge', code: code ?? '', name, more: [job_title || KINDS[kind]].filter(Boolean) })

const cardItem = ({ code, name, answers, purpose }: ClassCard): Item =>
  ({ kind: 'class', code, name, more: [`${answers} answers for it`, purpose].filter(Boolean) })

function supplyItems(from: number, to: number): Item[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => (
    { kind: 'supply', code: `SUPPLY-${from + i}`, name: `Supply ${from + i}`, more: ['Back to the office at the end of the day'] }))
}

async function chooseBlank(db: Db, { blank_type, blank_count }: Wish): Promise<Choice> {
  return take(blankItems(await freeCodes(db, blank_type, blank_count)))
}

/** The next codes that a type of device has free; none for a type that is not there. */
export async function freeCodes(db: Db, typeId: string, count: number): Promise<string[]> {
  const type = await findType(db, typeId)
  return type ? nextCodes(type.code_prefix, await listTagsLike(db, type.code_prefix), count) : []
}

export function blankItems(codes: string[]): Item[] {
  return codes.map((code) => ({ kind: 'blank', code, name: '', more: [] }))
}
