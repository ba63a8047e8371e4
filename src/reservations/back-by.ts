import { dayOf, timeOf } from '../calendar/days.ts'

/** No time of a day comes after it: what is not to be had on that day at all. */
const NEVER = '99:99'

/**
 * From when on a day (HH:MM) something is in the store again, '' where it is all day: what is out is there again when it is due;
 * what is overdue may be back by another day, but nobody promises it for today.
 */
export function backBy(dueAt: string | null, day: string, now: Date): string {
  if (dueAt === null) return ''
  const due = dayOf(dueAt)
  if (dueAt <= now.toISOString()) return day === dayOf(now) ? NEVER : ''
  if (due < day) return ''
  return due === day ? timeOf(dueAt) : NEVER
}
