import { type Calendar, isStaffDay, nextStaffDay, previousStaffDay } from './calendar.ts'
import { addDays, dayOf, instantsOf } from './days.ts'
import { endOf } from './due.ts'

/** A span of due times, UTC ISO, the second one exclusive. */
export type Span = { from: string, until: string }

/** What decides at a moment whether something that is out is overdue: its time has passed, and is not one of those spared. */
export type Lateness = { now: string, spared: Span[] }

/**
 * Spared are the days that were closed afterwards (snow) until the end of the next day with staff in, just as
 * `lateAfter` says of one due time, and what falls due on the day of a pause (fire drill) while it lasts.
 */
export function latenessAt(now: Date, calendar: Calendar, pausedSince: string | null): Lateness {
  const closed = closedSpan(now.toISOString(), calendar)
  const paused = pausedSince === null ? [] : [pausedSpan(pausedSince)]
  return { now: now.toISOString(), spared: [...closed, ...paused] }
}

/** What falls due on the day of a pause while it lasts. */
export function pausedSpan(pausedSince: string): Span {
  return { from: pausedSince, until: instantsOf(dayOf(pausedSince)).until }
}

function closedSpan(now: string, calendar: Calendar): Span[] {
  const today = dayOf(now)
  const isOn = isStaffDay(today, calendar) && endOf(today, calendar) >= now
  const next = isOn ? today : nextStaffDay(today, calendar)
  const first = addDays(previousStaffDay(next, calendar), 1)
  return first < next ? [{ from: instantsOf(first).from, until: instantsOf(next).from }] : []
}

export function isOverdue(dueAt: string, { now, spared }: Lateness): boolean {
  return dueAt < now && !spared.some(({ from, until }) => from <= dueAt && dueAt < until)
}
