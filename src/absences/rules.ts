import { type Calendar, isStaffDay, staffDayFrom } from '../calendar/calendar.ts'
import { addDays } from '../calendar/days.ts'
import type { Problem } from '../http/forms.ts'

/** One thing that somebody who is away has still, and by which day (YYYY-MM-DD) its return is arranged; `loan_id` is null for what they look after. */
export type ToReturn = { person_id: string, by_day: string, device_id: string, loan_id: string | null }

/** How long ahead a return can be arranged, in days. */
const MOST_DAYS = 366

export type Standing = 'arranged' | 'late' | 'all back' | 'done'

/** Where a return stands on a day (M14): that everything is back is worked out; that it is done without that is somebody's word. */
export function standingOf({ by_day, done_at, done_by_id, awaited }: { by_day: string, done_at: string | null, done_by_id: string | null, awaited: number }, today: string): Standing {
  if (done_by_id !== null) return 'done'
  if (done_at !== null || awaited === 0) return 'all back'
  return by_day < today ? 'late' : 'arranged'
}

/**
 * What arranged returns mean on a day: nobody in `away` is reminded of anything; what is in `until` (by the loan's id, or the
 * device's) is not late before its day has passed.
 */
export type Returns = { away: ReadonlySet<string>, until: ReadonlyMap<string, string> }

export function returnsOn(awaited: readonly ToReturn[], today: string): Returns {
  const inTime = awaited.filter(({ by_day }) => by_day >= today)
  return {
    away: new Set(awaited.map(({ person_id }) => person_id)),
    until: new Map(inTime.flatMap(({ device_id, loan_id, by_day }) => [[device_id, by_day], ...loan_id === null ? [] : [[loan_id, by_day] as const]] as [string, string][])),
  }
}

/** A day that the school closed after it was arranged does not count: the next with staff in does. */
export function countsUntil(byDay: string, calendar: Calendar): string {
  return staffDayFrom(byDay, calendar)
}

/** What is wrong with a day on which something is to be back. */
export function dayProblems(byDay: string, today: string, calendar: Calendar): Problem[] {
  const problem = (message: string) => [{ name: 'by_day', message }]
  if (byDay < today) return problem('That day has passed')
  if (byDay > addDays(today, MOST_DAYS)) return problem('Choose a day within the next year')
  return isStaffDay(byDay, calendar) ? [] : problem('The school is closed on that day')
}
