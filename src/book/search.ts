import { readArranged } from '../absences/read.ts'
import { instantsOf } from '../calendar/days.ts'
import { readLateness } from '../calendar/school/lateness.ts'
import type { Db } from '../database/open.ts'
import { fold } from '../text/fold.ts'
import type { Cursor, Filters } from './forms.ts'
import { type LookedUp, lookUp } from './look-up.ts'
import { type Count, driveOf, isLookedThrough, WINDOW } from './rules.ts'
import { countEntries, findEndOfWindow, listPlaces, listPurposes, type Place, type Search } from './store.ts'

/** A search and what was found out about it; `through`: entries are looked through, a window at a time. */
export type Prepared = { search: Search, through: boolean, looked_up: LookedUp }

/** One page's entries by id and where the book goes on. `looked_to`: it was looked through to here so far. */
export type BookPage = { ids: string[], newer: Cursor | null, older: Cursor | null, looked_to: Cursor | null }

export async function prepare(db: Db, filters: Filters, now: Date): Promise<Prepared> {
  const looked_up = await lookUp(db, filters)
  const { found } = looked_up
  const drive = driveOf(filters.state, found)
  const search: Search = {
    drive, found, state: filters.state, purposes: null, any_purposes: [], lateness: await readLateness(db, now),
    arranged: filters.state === 'overdue' ? [...(await readArranged(db, now)).keys()] : [],
    from: filters.from ? instantsOf(filters.from).from : null, until: filters.to ? instantsOf(filters.to).until : null,
  }
  const through = isLookedThrough(filters, found, drive)
  return { search: await withPurposes(db, search, filters, {}), through, looked_up }
}

/** The words of a purpose are matched without capitals and accents, among those that the window holds. */
async function withPurposes(db: Db, search: Search, filters: Filters, place: Place): Promise<Search> {
  if (!filters.purpose && !search.found.any) return search
  const all = await listPurposes(db, search, place)
  const having = (typed: string) => all.filter((purpose) => fold(purpose).includes(fold(typed)))
  return {
    ...search, purposes: filters.purpose ? having(filters.purpose) : null,
    any_purposes: search.found.any ? having(filters.q) : [],
  }
}

/** Reads one page of the book from a place on; its cost is bounded, whatever the length of the history (M1). */
export async function readPage(
  db: Db, prepared: Prepared, filters: Filters, place: Place, size: number,
): Promise<BookPage> {
  const { search, through } = prepared
  const whole = place.before || place.after ? await withPurposes(db, search, filters, place) : search
  const found = await listPlaces(db, whole, place, through ? WINDOW : size + 1, size + 1)
  const more = found.length > size
  const rows = more ? found.slice(0, size) : found
  const end = more || !through ? undefined : await findEndOfWindow(db, whole, place)
  const onward = more ? rows.at(-1)! : end ?? null
  const atTheTop = place.after !== undefined && onward === null
  if (atTheTop) return readPage(db, prepared, filters, {}, size)
  const shown = { ids: rows.map(({ id }) => id), looked_to: end ?? null }
  if (place.after) return { ...shown, newer: onward, older: rows[0] ?? place.after }
  return { ...shown, newer: place.before ? rows[0] ?? place.before : null, older: onward }
}

const MOST = 1000

/** How many there are, counted among the newest entries and to a thousand at most. */
export async function countFor(db: Db, { search, through }: Prepared): Promise<Count> {
  const counted = await countEntries(db, search, through, MOST)
  const complete = !through || await findEndOfWindow(db, search, {}) === undefined
  return { counted, most: MOST, complete }
}
