import type { Calendar } from '../calendar/calendar.ts'
import { coveredUntil } from '../calendar/cover.ts'
import { dayOf } from '../calendar/days.ts'
import type { Holiday } from '../calendar/holidays.ts'
import type { SealedResult } from '../database/tables.ts'
import { type DayFacts, GOING } from '../end-of-day/rules.ts'
import type { AwayStanding } from '../off-site/lapses.ts'

/** Where what is counted in before a holiday was seen. */
export const LOCKED = 'the holiday lock-up'

/** A device in use before a long holiday; `locked_at` is when it was last counted into the lock-up, `goes_home` what its keeper said. */
export type RunUpDevice = DayFacts & { locked_at: string | null, goes_home: number | null, said_at: string | null }
export type Reckoned = { result: SealedResult, reason: string | null }

/**
 * How one device counts before a holiday: locked up, gone or going home with its keeper, away on a loan that lasts over it,
 * excused, or none of these yet. `held` are the devices that may not go home with whoever looks after them.
 */
export function reckon(device: RunUpDevice, { last_day }: Pick<Holiday, 'last_day'>, held: ReadonlySet<string>): Reckoned {
  if (device.because) return { result: 'excused', reason: device.because }
  if (device.loan_id) return isAwayOver(device, last_day) ? { result: 'away', reason: null } : { result: 'not there', reason: 'booked out' }
  if (isLocked(device)) return { result: 'locked up', reason: null }
  if (device.keeper_id === null) return { result: 'not there', reason: null }
  if (hasGone(device, last_day)) return { result: 'goes home', reason: null }
  if (device.goes_home !== 1) return { result: 'not there', reason: device.goes_home === null ? 'no answer' : 'stays' }
  return held.has(device.device_id) ? { result: 'not there', reason: 'may not go' } : { result: 'goes home', reason: null }
}

function isAwayOver({ off_site, due_at }: RunUpDevice, lastDay: string): boolean {
  return off_site === 1 && dayOf(due_at!) > lastDay
}

/** Counted in, and since then neither lent nor taken home. */
function isLocked({ locked_at, last_back_at, last_place, last_seen_at }: RunUpDevice): boolean {
  if (locked_at === null || locked_at < (last_back_at ?? '')) return false
  return last_place !== GOING || last_seen_at! <= locked_at
}

function hasGone({ last_place, last_seen_at }: RunUpDevice, lastDay: string): boolean {
  return last_place === GOING && dayOf(last_seen_at!) >= lastDay
}

/** Something that does not hold over the holiday, and what mends it; `keeper`: only whoever takes it can. */
export type Want = { words: string, mend: 'check' | 'permission' | 'signature' | 'keeper' }

type Over = { counts_to: string, day: (day: string) => string }

/** What of a device that will be away does not count until the day it has to (YYYY-MM-DD); nothing is wanting where that is the fifth day back. */
export function wantsOver(away: AwayStanding, { counts_to, day }: Over, calendar: Calendar): Want[] {
  const heads = away.overridden ? [] : [checkWant(away, { counts_to, day }, calendar), permissionWant(away, { counts_to, day }, calendar)]
  const signature = away.signed ? null : { words: 'The agreement is not signed', mend: 'signature' as const }
  return [...heads, signature].filter((want) => want !== null)
}

function checkWant({ needs_check, check, taken_on }: AwayStanding, { counts_to, day }: Over, calendar: Calendar): Want | null {
  if (!needs_check) return null
  const want = (words: string) => ({ words, mend: 'check' as const })
  if (check === null) return want('Its encryption was never checked')
  if (!check.passed) return want(`Its encryption failed: ${check.finding}`)
  const covered = check.valid_until === null ? counts_to : coveredUntil(check.valid_until, taken_on, calendar)
  return covered < counts_to ? want(`Its encryption check counts until ${day(covered)} only`) : null
}

function permissionWant({ rule, permission, taken_on }: AwayStanding, { counts_to, day }: Over, calendar: Calendar): Want | null {
  if (rule === 'yes' || rule === 'no') return null
  const want = (words: string) => ({ words, mend: 'permission' as const })
  if (permission === null) return want('Nobody has permitted it')
  if (permission.revoked) return want('The permission was taken back')
  const covered = coveredUntil(permission.until_day, taken_on, calendar)
  return covered < counts_to ? want(`The permission counts until ${day(covered)} only`) : null
}
