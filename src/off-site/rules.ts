import type { Calendar } from '../calendar/calendar.ts'
import { nextStaffDay } from '../calendar/calendar.ts'
import { coveredUntil } from '../calendar/cover.ts'
import type { OffSite } from '../database/tables.ts'

/** What a permission says of one device; `until_day` is YYYY-MM-DD. */
export type Permission = { until_day: string, by: 'lead' | 'head', carries_personal_data: boolean, video_calls: boolean }
/** What somebody means to do with a device away from school. */
export type Uses = { carries_personal_data: boolean, video_calls: boolean }

/** Whether a type's rule is met: what the head permits the lead need not permit as well (M7). */
function isPermitted(rule: OffSite, permission: Permission | null): boolean {
  if (rule === 'lead') return permission !== null
  return rule !== 'head' || permission?.by === 'head'
}

/** Every permission that is wanting, in words (M7, M8). */
export function permissionsWanting(rule: OffSite, permission: Permission | null, uses: Uses): string[] {
  return [
    isPermitted(rule, permission) ? null : `The ${rule === 'head' ? 'head teacher' : 'computing lead'} has not permitted it`,
    uses.carries_personal_data && !permission?.carries_personal_data ? 'There is no permission to carry personal data on it' : null,
    uses.video_calls && !permission?.video_calls ? 'There is no permission for video calls away from school' : null,
  ].filter((words) => words !== null)
}

type Span = { taken_on: string, back_on: string }

/**
 * The day after which a permission covers a loan no longer, when the device is to be back later than the start of the next
 * school day; null where it covers all of it or none is needed. Days YYYY-MM-DD.
 */
export function permissionEnds(rule: OffSite, permission: Permission | null, { taken_on, back_on }: Span, calendar: Calendar): string | null {
  if (permission === null || rule === 'yes' || rule === 'no') return null
  const covered = coveredUntil(permission.until_day, taken_on, calendar)
  return back_on > nextStaffDay(covered, calendar) ? covered : null
}
