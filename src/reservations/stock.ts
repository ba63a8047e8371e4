import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { readSettings } from '../settings/store.ts'
import { backBy } from './back-by.ts'
import type { Stock, Want } from './rules.ts'
import { hasLeft, remainingOf, type When } from './standing.ts'
import { listOpenFrom, listStock, type ReservationRow } from './store.ts'

export type Day = { rows: ReservationRow[], stock: Stock[], wants: Want[] }

/** What can be had on some days (YYYY-MM-DD) and what is wanted of it, as it is known now: a few queries, however many days. */
export async function readDays(db: Db, first: string, last: string, now: Date): Promise<{ when: When, on: (day: string) => Day }> {
  const when = await readWhen(db, now)
  const [all, devices] = [await listOpenFrom(db, first, last), await listStock(db)]
  const on = (day: string) => {
    const rows = all.filter((row) => row.day === day)
    return { rows, wants: wantsOf(rows, when), stock: devices.map(({ due_at, ...device }) => ({ ...device, from: backBy(due_at, day, now) })) }
  }
  return { when, on }
}

export async function readWhen(db: Db, now: Date): Promise<When> {
  return { now, calendar: await readCalendar(db), held_minutes: (await readSettings(db)).reservation_held_minutes }
}

/** What is still to be collected. */
export function wantsOf(rows: readonly ReservationRow[], when: When): Want[] {
  return rows.filter((row) => !hasLeft(row)).map((row) => ({ ...row, wanted: remainingOf(row, when) })).filter(({ wanted }) => wanted > 0)
}
