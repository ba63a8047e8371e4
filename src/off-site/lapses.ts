import type { Calendar } from '../calendar/calendar.ts'
import { coveredUntil } from '../calendar/cover.ts'
import type { OffSite } from '../database/tables.ts'

/** What is known now of something that left the school; days YYYY-MM-DD. */
export type AwayStanding = {
  rule: OffSite, taken_on: string
  /** The head let it go whatever its check and permission say. */
  overridden: boolean
  needs_check: boolean
  check: { passed: boolean, finding: string, valid_until: string | null } | null
  permission: { until_day: string, revoked: boolean } | null
  signed: boolean
}

/** What has lapsed since it left, in words: noticed on Today and in the letter of the day (M6, M9). */
export function lapsesOf(away: AwayStanding, today: string, calendar: Calendar): string[] {
  const heads = away.overridden ? [] : [checkLapse(away, today, calendar), permissionLapse(away, today, calendar)]
  return [...heads, away.signed ? null : 'The agreement is not signed any more'].filter((words) => words !== null)
}

function checkLapse({ needs_check, check, taken_on }: AwayStanding, today: string, calendar: Calendar): string | null {
  if (!needs_check) return null
  if (check === null) return 'Its encryption was never checked'
  if (!check.passed) return `Its encryption failed: ${check.finding}`
  const covered = check.valid_until === null || coveredUntil(check.valid_until, taken_on, calendar) >= today
  return covered ? null : 'Its encryption check has run out'
}

function permissionLapse({ rule, permission, taken_on }: AwayStanding, today: string, calendar: Calendar): string | null {
  if (rule === 'yes' || rule === 'no') return null
  if (permission === null) return 'Nobody permitted it'
  if (permission.revoked) return 'The permission was taken back'
  return coveredUntil(permission.until_day, taken_on, calendar) >= today ? null : 'The permission has run out'
}
