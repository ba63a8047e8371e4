import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { countsUntil, type Returns, returnsOn } from './rules.ts'
import { type AwaitedLine, listAwaited } from './store.ts'

/** Whatever is to come back yet, each by the day that counts; the calendar is asked only where something is. */
export async function readAwaited(db: Db): Promise<AwaitedLine[]> {
  return withDays(db, await listAwaited(db))
}

/** What is not late yet, because its return is arranged: the day that counts (YYYY-MM-DD), by the loan's id or the device's. */
export async function readArranged(db: Db, now: Date): Promise<Returns['until']> {
  return returnsOn(await readAwaited(db), dayOf(now)).until
}

/** The same of any rows with a day. */
export async function withDays<T extends { by_day: string }>(db: Db, rows: T[]): Promise<T[]> {
  if (rows.length === 0) return rows
  const calendar = await readCalendar(db)
  return rows.map((row) => ({ ...row, by_day: countsUntil(row.by_day, calendar) }))
}
