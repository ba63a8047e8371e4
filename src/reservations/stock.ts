import { readCalendar } from '../calendar/school/store.ts'
import { listShelved } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { readSettings } from '../settings/store.ts'
import { backBy } from './back-by.ts'
import { wantsOf } from './kept.ts'
import type { Stock, Want } from './rules.ts'
import { type When, whenOf } from './standing.ts'
import { listOpenFrom, type ReservationRow } from './store.ts'

export type Day = { rows: ReservationRow[], stock: Stock[], wants: Want[] }

/** What can be had on some days (YYYY-MM-DD) and what is wanted of it, as it is known now: a few queries, however many days. */
export async function readDays(db: Db, first: string, last: string, when: When): Promise<(day: string) => Day> {
  const [all, devices] = [await listOpenFrom(db, first, last), await listShelved(db)]
  return (day) => {
    const rows = all.filter((row) => row.day === day)
    return { rows, wants: wantsOf(rows, when), stock: devices.map(({ due_at, ...device }) => ({ ...device, from: backBy(due_at, day, when.now) })) }
  }
}

export async function readWhen(db: Db, now: Date): Promise<When> {
  return whenOf(now, await readCalendar(db), await readSettings(db))
}
