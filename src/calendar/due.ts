import { at, type Calendar, dayOf, isSchoolDay, nextSchoolDay, previousSchoolDay } from './days.ts'

export type DueFacts = {
  /** When it is taken, UTC ISO. */
  taken_at: string
  off_site: boolean
  /** `HH:MM` the borrower asked for today (a club, a slot); null is the end of the school day. */
  until: string | null
  /** The borrower's last day, YYYY-MM-DD, or null. */
  last_day: string | null
}

/**
 * When a loan is due, UTC ISO: the one place that decides it (M1, M5). Today by default; after today's
 * end, or on a day when the school is closed, the next school day; off-site, the start of the next school day;
 * never on a closed day and never after the borrower's last open day.
 */
export function dueAt(facts: DueFacts, calendar: Calendar): string {
  const wanted = facts.off_site ? startOfNext(facts.taken_at, calendar) : endOfThis(facts, calendar)
  if (facts.last_day === null) return wanted
  const last = at(lastOpenDay(facts.last_day), calendar.day_ends)
  return wanted < last || last <= facts.taken_at ? wanted : last
}

function startOfNext(takenAt: string, calendar: Calendar): string {
  return at(nextSchoolDay(dayOf(takenAt)), calendar.day_starts)
}

function endOfThis({ taken_at, until }: DueFacts, calendar: Calendar): string {
  const today = dayOf(taken_at)
  if (!isSchoolDay(today)) return at(nextSchoolDay(today), calendar.day_ends)
  const asked = until === null ? null : at(today, until)
  if (asked !== null && asked > taken_at) return asked
  const end = at(today, calendar.day_ends)
  return end > taken_at ? end : at(nextSchoolDay(today), calendar.day_ends)
}

function lastOpenDay(day: string): string {
  return isSchoolDay(day) ? day : previousSchoolDay(day)
}

export function isOverdue(dueAt: string, now: Date): boolean {
  return dueAt < now.toISOString()
}
