import { type Calendar, previousStaffDay } from '../calendar/calendar.ts'
import { addDays, dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { findFirstDay, listChecks } from './store.ts'

const PER_PAGE = 30

/** School days backwards from before a day (YYYY-MM-DD), at most a page of them and none before `first`. */
export function schoolDaysBefore(before: string, first: string, calendar: Calendar): string[] {
  const days: string[] = []
  let day = previousStaffDay(before, calendar)
  while (days.length <= PER_PAGE && day >= first) {
    days.push(day)
    day = previousStaffDay(day, calendar)
  }
  return days
}

/**
 * The checks of past school days, the latest first; a day that nobody closed shows as not done. The list begins with
 * the first check that the school ever closed. `before` is the day that the page before ended with.
 */
export async function pastModel(db: Db, before: string | null, now: Date) {
  const today = dayOf(now)
  const first = (await findFirstDay(db))?.day ?? null
  const calendar = await readCalendar(db)
  const days = first === null ? [] : schoolDaysBefore(before ?? addDays(today, 1), first, calendar)
  const shown = days.slice(0, PER_PAGE)
  const checks = shown.length === 0 ? [] : await listChecks(db, shown.at(-1)!, shown[0]!)
  const byDay = new Map(checks.map((check) => [check.day, check]))
  return {
    days: shown.map((day) => ({ day, check: byDay.get(day) ?? null, is_today: day === today })),
    older: days.length > PER_PAGE ? `/end-of-day/past?before=${shown.at(-1)}` : null, newer: before === null ? null : '/end-of-day/past',
  }
}
