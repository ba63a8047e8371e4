import type { Calendar } from '../calendar/calendar.ts'
import { addDays, dayOf, weekdayOf } from '../calendar/days.ts'
import { lateAfter } from '../calendar/due.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { countTaken, findFirstTaken, forgetToCount, listAfterDue, listToCount, replaceWeek } from './store.ts'

/** Counts anew each week in which a loan has changed since it was counted; how many those were. */
export async function countWeeks(db: Db): Promise<number> {
  return act(db, async (db) => {
    const hours = await listToCount(db)
    if (hours.length === 0) return 0
    const weeks = new Set(hours.map((hour) => mondayOf(dayOf(`${hour}:00:00.000Z`))))
    const calendar = await readCalendar(db)
    for (const week of weeks) await countWeek(db, week, calendar)
    for (let i = 0; i < hours.length; i += 500) await forgetToCount(db, hours.slice(i, i + 500))
    return weeks.size
  })
}

/** Counts every week of the book up to now, whatever was counted before. */
export async function rebuildWeeks(db: Act, now: Date): Promise<void> {
  await db.deleteFrom('loan_weeks').execute()
  await db.deleteFrom('loans_to_count').execute()
  const first = await findFirstTaken(db)
  if (first === null) return
  const calendar = await readCalendar(db)
  for (let week = mondayOf(dayOf(first)); week <= dayOf(now); week = addDays(week, 7)) await countWeek(db, week, calendar)
}

async function countWeek(db: Db, week: string, calendar: Calendar): Promise<void> {
  const counts = await countTaken(db, week)
  const excused = (await listAfterDue(db, week)).filter(({ due_at, returned_at }) => returned_at <= lateAfter(due_at, calendar))
  await replaceWeek(db, week, counts.map((row) => (
    { ...row, returned_on_time: row.returned_on_time + excused.filter(({ type_id }) => type_id === row.type_id).length })))
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day))
}
