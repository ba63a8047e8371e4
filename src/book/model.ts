import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { type Form, formOf } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { type BookDay, showEntries } from './entries.ts'
import type { BookQuery, BookState, Filters } from './forms.ts'
import { bookHref, countWords } from './rules.ts'
import { type BookPage, countFor, prepare, type Prepared, readPage } from './search.ts'
import { listClasses } from './store.ts'

export const STATE_NAMES: Record<BookState, string> = {
  'out': 'Out now', 'overdue': 'Overdue', 'off-site': 'Off-site now', 'returned': 'Back', 'voided': 'Struck out',
}

type Choice = { value: string, label: string }
/** One filter that is switched on, and the address without it. */
type On = { words: string, without: string }

export type BookModel = {
  days: BookDay[], form: Form, classes: Choice[], states: Choice[], on: On[], more: boolean
  newer: string | null, older: string | null, count: string, looked_to: string | null
  /** What the search box could mean, as links that ask for exactly that. */
  offers: { words: string, href: string }[]
  csv: string, print: string
}

export const PAGE = 50
export const PRINTED = 500

export async function bookModel(db: Db, query: BookQuery, now: Date, size = PAGE, onPaper = false): Promise<BookModel> {
  const { before, after, ...filters } = query
  const prepared = await prepare(db, filters, now)
  const page = await readPage(db, prepared, filters, before ? { before } : after ? { after } : {}, size)
  const classes = await classChoices(db, now)
  const named = { ...filters, person: prepared.looked_up.person_name }
  return {
    days: await showEntries(db, page.ids, prepared.search.lateness, onPaper), form: formOf(named), classes,
    on: filtersOn(named, filters, classes, now, onPaper),
    states: Object.entries(STATE_NAMES).map(([value, label]) => ({ value, label })),
    more: Boolean(filters.device || filters.person || filters.class || filters.purpose),
    ...places(filters, page, now), count: countWords(await countFor(db, prepared)), offers: offersOf(filters, prepared),
    csv: bookHref('/book.csv', filters), print: bookHref('/book/print', filters),
  }
}

function places(filters: Filters, { newer, older, looked_to }: BookPage, now: Date) {
  return {
    newer: newer && bookHref('/book', filters, { after: newer }),
    older: older && bookHref('/book', filters, { before: older }),
    looked_to: looked_to && sayFor(now).day(dayOf(looked_to.taken_at)),
  }
}

async function classChoices(db: Db, now: Date): Promise<Choice[]> {
  const today = dayOf(now)
  return (await listClasses(db)).map(({ id, name, year, starts_on, ends_on }) => {
    const isCurrent = starts_on <= today && today <= ends_on
    return { value: id, label: isCurrent ? name : `${name} (${year})` }
  })
}

function filtersOn(named: Filters, filters: Filters, classes: Choice[], now: Date, onPaper: boolean): On[] {
  const say = sayFor(now)
  const day = onPaper ? say.fullDay : say.day
  const words: [keyof Filters, (value: string) => string][] = [
    ['q', (value) => `“${value}”`], ['device', (value) => `device ${value}`], ['person', (value) => `with ${value}`],
    ['class', (value) => classes.find((choice) => choice.value === value)?.label ?? 'another class'],
    ['purpose', (value) => `for “${value}”`], ['state', (value) => STATE_NAMES[value as BookState].toLowerCase()],
    ['from', (value) => `from ${day(value)}`], ['to', (value) => `until ${day(value)}`],
  ]
  return words.filter(([key]) => filters[key]).map(([key, tell]) => ({
    words: tell(named[key]), without: bookHref('/book', { ...filters, [key]: '' }),
  }))
}

function offersOf(filters: Filters, { looked_up }: Prepared): { words: string, href: string }[] {
  const { people, devices } = looked_up
  const href = (only: Partial<Filters>) => bookHref('/book', { ...filters, q: '', ...only })
  const named = filters.q || people.length > 1 ? people.slice(0, 6) : []
  const coded = devices.length > 1 ? devices.slice(0, 6) : []
  return [
    ...named.map(({ id, name }) => ({ words: name, href: href({ person: id }) })),
    ...coded.map(({ name }) => ({ words: name, href: href({ device: name }) })),
  ]
}
