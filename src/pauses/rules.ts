import { at, dayOf, instantsOf } from '../calendar/days.ts'

/** A pause of the school day (fire drill, power cut), UTC ISO. */
export type Pause = { from_at: string, until_at: string }

/**
 * When something is due that fell due between a pause's beginning and the end of that day: later by the pause's
 * length, in the last minute of the day at most. Anything else stays as it was.
 */
export function dueAfterPause(dueAt: string, { from_at, until_at }: Pause): string {
  const { until } = instantsOf(dayOf(from_at))
  if (dueAt < from_at || dueAt >= until) return dueAt
  const later = new Date(Date.parse(dueAt) + Date.parse(until_at) - Date.parse(from_at)).toISOString()
  const last = at(dayOf(from_at), '23:59')
  if (later < last) return later
  return dueAt < last ? last : dueAt
}
