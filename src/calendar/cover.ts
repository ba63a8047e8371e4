import { type Calendar, halfTermAfter, halfTermUpTo, nthStaffDay } from './calendar.ts'
import { lastOpenDay } from './due.ts'

const SCHOOL_DAYS_AFTER = 5

/**
 * Until when something counts that was valid on the day a device left school (both YYYY-MM-DD): what ends in the holiday that
 * follows, or on the last school day before it, counts up to the fifth school day of the next half-term (M6, M9).
 */
export function coveredUntil(validUntil: string, takenOn: string, calendar: Calendar): string {
  const [now, next] = [halfTermUpTo(takenOn, calendar), halfTermAfter(takenOn, calendar)]
  if (!now || !next || validUntil < takenOn || validUntil < lastOpenDay(now.last_day, calendar)) return validUntil
  const fifth = nthStaffDay(next.first_day, SCHOOL_DAYS_AFTER, calendar)
  return validUntil > fifth ? validUntil : fifth
}
