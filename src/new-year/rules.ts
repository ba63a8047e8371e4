import { addDays, schoolYearOf, type SchoolYear } from '../calendar/days.ts'

export type PlanState = 'draft' | 'ready' | 'in effect'

export function stateOf({ ready_at, in_effect_at }: { ready_at: string | null, in_effect_at: string | null }): PlanState {
  if (in_effect_at !== null) return 'in effect'
  return ready_at === null ? 'draft' : 'ready'
}

/** How long after its first day a school year can still be planned, in days. */
const LATE_DAYS = 60

/** The school year that can be planned on a day (YYYY-MM-DD): the coming one from `from` (MM-DD) on, the one that has just begun for a while; else null. */
export function plannedYear(today: string, from: string): SchoolYear | null {
  const year = schoolYearOf(today)
  if (today >= opensOn(year, from)) return schoolYearOf(addDays(year.ends_on, 1))
  return today < addDays(year.starts_on, LATE_DAYS) ? year : null
}

/** The day of a school year from which the next one can be prepared. */
export function opensOn({ starts_on, ends_on }: SchoolYear, from: string): string {
  const autumn = `${starts_on.slice(0, 4)}-${from}`
  return autumn >= starts_on ? autumn : `${ends_on.slice(0, 4)}-${from}`
}
