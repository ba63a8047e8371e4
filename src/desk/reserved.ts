import { at, dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { Borrowing } from '../reservations/kept.ts'
import { isToCollect } from '../reservations/rules-of-lending.ts'
import { allOf, remainingOf, standingOf } from '../reservations/standing.ts'
import { readWhen } from '../reservations/stock.ts'
import { listOpenFrom, type ReservationRow } from '../reservations/store.ts'
import { STANDING_WORDS, wantedWords } from '../reservations/words.ts'
import type { Wish } from './usual.ts'

/** What somebody comes for: one tap says its purpose, class and end (`HH:MM`); `ready`: it is kept for them now. */
export type ReservedWish = Wish & { until: string, reserved: string, ready: boolean }

/** What is still to be collected today by somebody, or for the class they came for; the earliest first. */
export async function listReservedWishes(db: Db, by: Borrowing, now: Date): Promise<ReservedWish[]> {
  const today = dayOf(now)
  const rows = (await listOpenFrom(db, today, today)).filter((row) => isToCollect(row, by, now))
  if (rows.length === 0) return []
  const when = await readWhen(db, now)
  return rows.map((row) => ({
    purpose: row.purpose, class_id: row.class_id, class_name: row.class_name, until: row.ends,
    reserved: `Reserved: ${partWords(row)}, ${row.slot}`, ready: standingOf(row, when) === 'ready',
  }))
}

function partWords(row: ReservationRow): string {
  return row.collected === 0 ? wantedWords(row) : `${wantedWords(row)}, ${row.collected} collected`
}

/** The one thing that they come for now, if there is only one; a class card's own class goes before another's. */
export function comeFor(wishes: readonly ReservedWish[], cardClass: string | null): ReservedWish | null {
  const now = wishes.filter(({ ready, class_id }) => ready && (cardClass === null || class_id === null || class_id === cardClass))
  const [first] = now
  return first && now.every((one) => isSameWish(one, first) && one.until === first.until) ? first : null
}

export function isSameWish(one: Pick<Wish, 'class_id'> & { purpose: string | null }, other: Pick<Wish, 'class_id'> & { purpose: string | null }): boolean {
  return one.purpose === other.purpose && one.class_id === other.class_id
}

/** What is reserved for one lesson of today, as the idle desk shows it: the next of which something is still to be collected, else the one that runs. */
export async function reservedNext(db: Db, now: Date) {
  const today = dayOf(now)
  const rows = (await listOpenFrom(db, today, today)).filter(({ ends }) => now.toISOString() < at(today, ends))
  if (rows.length === 0) return null
  const when = await readWhen(db, now)
  const next = rows.find((row) => remainingOf(row, when) > 0) ?? rows[0]!
  const lines = rows.filter(({ starts }) => starts === next.starts).map((row) => ({
    what: wantedWords(row), class_name: row.class_name, person: row.person,
    words: row.collected > 0 && row.collected < allOf(row) ? `${row.collected} of ${allOf(row)} collected` : STANDING_WORDS[standingOf(row, when)],
  }))
  return { slot: next.slot, starts_at: at(today, next.starts), lines }
}
