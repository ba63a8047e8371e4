import { type Calendar, isStaffDay, nextStaffDay, previousStaffDay, staffDayFrom, timesOn } from './calendar.ts'
import { addDays, at, dayOf, daysFrom, weekdayOf } from './days.ts'

export type DueFacts = {
  /** When it is taken, UTC ISO. */
  taken_at: string
  off_site: boolean
  /** `HH:MM` the borrower asked for today (a club, a slot); off-site the day, YYYY-MM-DD, by whose start it is back. Null is the usual. */
  until: string | null
  /** When the lesson ends that it was reserved for (`HH:MM` today), or null: it goes before the end of the school day where nothing was asked for. */
  reserved_until?: string | null
  /** The borrower's last day, YYYY-MM-DD, or null. */
  last_day: string | null
  /** Whatever they borrow is back the same day. */
  same_day?: boolean
  /** From when on somebody else has reserved it, UTC ISO, or null. */
  wanted_from?: string | null
}

/**
 * When a loan is due, UTC ISO: the one place that decides it (M1, M5). Today by default, what was reserved at the end of its lesson; after today's end, or on a
 * day when the school is closed to staff, the next day with staff in; off-site, the start of that next day or of the day asked for, so over a
 * holiday the first day back; never on a closed day, never after the borrower's last open day, nor after the day itself for
 * whoever has things for that day only (M20); before somebody else's reservation.
 */
export function dueAt(facts: DueFacts, calendar: Calendar): string {
  const due = dueByCalendar(facts, calendar)
  const { wanted_from = null, taken_at } = facts
  return wanted_from !== null && wanted_from > taken_at && wanted_from < due ? wanted_from : due
}

function dueByCalendar(facts: DueFacts, calendar: Calendar): string {
  const wanted = facts.off_site ? startOfDayBack(facts, calendar) : endOfThis(facts, calendar)
  const last_day = lastDayFor(facts)
  if (last_day === null) return wanted
  const last = endOf(lastOpenDay(last_day, calendar), calendar)
  return wanted < last || last <= facts.taken_at ? wanted : last
}

function lastDayFor({ last_day, same_day = false, taken_at }: Pick<DueFacts, 'last_day' | 'same_day' | 'taken_at'>): string | null {
  const today = dayOf(taken_at)
  return same_day && (last_day === null || today < last_day) ? today : last_day
}

function startOfDayBack({ taken_at, until }: DueFacts, calendar: Calendar): string {
  const next = nextStaffDay(dayOf(taken_at), calendar)
  return startOf(until !== null && until > next ? staffDayFrom(until, calendar) : next, calendar)
}

/** The instant a school day starts. */
export function startOf(day: string, calendar: Calendar): string {
  return at(day, timesOn(day, calendar).starts)
}

function endOfThis({ taken_at, until, reserved_until = null }: DueFacts, calendar: Calendar): string {
  const today = dayOf(taken_at)
  const next = () => endOf(nextStaffDay(today, calendar), calendar)
  if (!isStaffDay(today, calendar)) return next()
  const time = until ?? reserved_until
  const asked = time === null ? null : at(today, time)
  if (asked !== null && asked > taken_at) return asked
  const end = endOf(today, calendar)
  return end > taken_at ? end : next()
}

/** The instant a school day ends. */
export function endOf(day: string, calendar: Calendar): string {
  return at(day, timesOn(day, calendar).ends)
}

/** The last day with staff in up to and including a day. */
export function lastOpenDay(day: string, calendar: Calendar): string {
  return isStaffDay(day, calendar) ? day : previousStaffDay(day, calendar)
}

/** What of an open loan decides whether a changed calendar moves it; instants UTC ISO. */
export type DueLoan = { taken_at: string, due_at: string, off_site: boolean, last_day: string | null, same_day?: boolean }

/**
 * When an open loan is due after the calendar has changed. What followed the calendar goes on following it; a time
 * that somebody chose stays, unless the school is now closed on its day: then the end of the next day with staff in.
 */
export function dueAgain(loan: DueLoan, before: Calendar, after: Calendar): string {
  const facts = { ...loan, until: null }
  if (loan.due_at === dueAt(facts, before)) return dueAt(facts, after)
  const day = dayOf(loan.due_at)
  if (isStaffDay(day, after)) return loan.due_at
  return loan.off_site ? startOf(nextStaffDay(day, after), after) : endOf(nextStaffDay(day, after), after)
}

/**
 * The moment after which a return counts as late: the due time, or, where its day was closed afterwards (snow), the
 * end of the next day with staff in.
 */
export function lateAfter(dueAt: string, calendar: Calendar): string {
  const day = dayOf(dueAt)
  return isStaffDay(day, calendar) ? dueAt : endOf(nextStaffDay(day, calendar), calendar)
}

/** Whether it is due on the first day with staff in after a holiday or closed days that lie between: said on the screen. */
export function isFirstDayBack(dueAt: string, takenAt: string, calendar: Calendar): boolean {
  const day = dayOf(dueAt)
  if (day <= dayOf(takenAt)) return false
  const between = daysFrom(addDays(previousStaffDay(day, calendar), 1), addDays(day, -1))
  return between.some((closed) => calendar.week[weekdayOf(closed) - 1] !== null)
}
