import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { countsUntil } from './rules.ts'
import { type AwaitedLine, listAwaited } from './store.ts'

/** Whatever is to come back yet, each by the day that counts; the calendar is asked only where something is. */
export async function readAwaited(db: Db): Promise<AwaitedLine[]> {
  return withDays(db, await listAwaited(db))
}

/** The same of any rows with a day. */
export async function withDays<T extends { by_day: string }>(db: Db, rows: T[]): Promise<T[]> {
  if (rows.length === 0) return rows
  const calendar = await readCalendar(db)
  return rows.map((row) => ({ ...row, by_day: countsUntil(row.by_day, calendar) }))
}
