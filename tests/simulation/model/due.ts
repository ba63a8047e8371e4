import { endOf, isOpen, lastOpenBefore, nextOpen, type SchoolCalendar } from './calendar.ts'
import { dayOf, type Instant, instantOf } from './wall-clock.ts'

export type Taking = { taken: Instant, until: string | null, lastDay: string | null }

/** Invariant 4: the same day by default, or the end of a club or lesson; never on a closed day, nor after the last one. */
export function dueOf({ taken, until, lastDay }: Taking, calendar: SchoolCalendar): Instant {
  const wanted = wantedOf(taken, until, calendar)
  if (lastDay === null) return wanted
  return Math.min(wanted, lastMoment(lastDay, calendar))
}

function wantedOf(taken: Instant, until: string | null, calendar: SchoolCalendar): Instant {
  const today = dayOf(taken)
  if (!isOpen(today, calendar)) return endOf(nextOpen(today, calendar), calendar)
  if (until !== null && instantOf(today, until) > taken) return instantOf(today, until)
  return endOf(today, calendar) > taken ? endOf(today, calendar) : endOf(nextOpen(today, calendar), calendar)
}

function lastMoment(lastDay: string, calendar: SchoolCalendar): Instant {
  return endOf(isOpen(lastDay, calendar) ? lastDay : lastOpenBefore(lastDay, calendar), calendar)
}

/** Kept longer without saying until when: the end of the next school day that is still to come. */
export function keptLonger(due: Instant, lastDay: string | null, now: Instant, calendar: SchoolCalendar): Instant {
  let day = nextOpen(dayOf(due), calendar)
  while (endOf(day, calendar) <= now) day = nextOpen(day, calendar)
  return lastDay === null ? endOf(day, calendar) : Math.min(endOf(day, calendar), lastMoment(lastDay, calendar))
}

/** A day closed afterwards: what was due on it is late only after the end of the next school day. */
export function lateAfter(due: Instant, calendar: SchoolCalendar): Instant {
  const day = dayOf(due)
  return isOpen(day, calendar) ? due : endOf(nextOpen(day, calendar), calendar)
}

/** A pause moves what was due on the rest of its day by as long as it lasted, but not past that day. */
export function dueAfterPause(due: Instant, began: Instant, ended: Instant): Instant {
  const day = dayOf(began)
  if (due < began || dayOf(due) !== day) return due
  return Math.max(due, Math.min(due + ended - began, instantOf(day, '23:59')))
}
