import type { SpecialDayKind } from '../database/tables.ts'
import { addDays, schoolYearOf, weekdayOf } from './days.ts'

/** Times are `HH:MM` on the wall clock, days YYYY-MM-DD, weekdays 1 (Monday) to 7. */
export type Times = { starts: string, ends: string }
export type HalfTerm = { name: string, school_year: string, first_day: string, last_day: string }
export type SpecialDay = { day: string, kind: SpecialDayKind, name: string, ends: string | null }
export type Slot = { weekday: number, name: string, starts: string, ends: string }
export type Club = { weekday: number, name: string, ends: string }

/** A school's calendar. A school year without half-terms is not entered yet: Monday to Friday stands in for it. */
export type Calendar = {
  /** By weekday, Monday first; null is a weekday on which the school is always closed. */
  week: (Times | null)[]
  half_terms: HalfTerm[]
  special: ReadonlyMap<string, SpecialDay>
  /** Day → its name. */
  bank_holidays: ReadonlyMap<string, string>
  slots: Slot[]
  clubs: Club[]
}

/** `staff only` is an INSET day: open to adults, without pupils. */
export type DayKind = 'open' | 'staff only' | 'closed'

const KINDS: Record<SpecialDayKind, DayKind> = { 'staff only': 'staff only', 'closed': 'closed', 'short': 'open', 'open': 'open' }

/** What the school has said of this very day goes before bank holidays, weekdays and half-terms. */
export function kindOfDay(day: string, calendar: Calendar): DayKind {
  const special = calendar.special.get(day)
  if (special) return KINDS[special.kind]
  if (calendar.bank_holidays.has(day) || calendar.week[weekdayOf(day) - 1] === null) return 'closed'
  return isYearEntered(schoolYearOf(day).name, calendar) && !halfTermOf(day, calendar) ? 'closed' : 'open'
}

export function isYearEntered(schoolYear: string, calendar: Calendar): boolean {
  return calendar.half_terms.some(({ school_year }) => school_year === schoolYear)
}

/** The half-term a day lies in, bank holidays and weekends within it included; null in the holidays. */
export function halfTermOf(day: string, calendar: Calendar): HalfTerm | null {
  return calendar.half_terms.find(({ first_day, last_day }) => first_day <= day && day <= last_day) ?? null
}

/** The half-term that a day lies in or that was the last before it. */
export function halfTermUpTo(day: string, calendar: Calendar): HalfTerm | null {
  const begun = calendar.half_terms.filter(({ first_day }) => first_day <= day)
  return begun.reduce<HalfTerm | null>((last, one) => (last === null || one.first_day > last.first_day ? one : last), null)
}

/** The first half-term that begins after a day. */
export function halfTermAfter(day: string, calendar: Calendar): HalfTerm | null {
  const coming = calendar.half_terms.filter(({ first_day }) => first_day > day)
  return coming.reduce<HalfTerm | null>((first, one) => (first === null || one.first_day < first.first_day ? one : first), null)
}

/** A day with staff in: the only kind on which anything is due. */
export function isStaffDay(day: string, calendar: Calendar): boolean {
  return kindOfDay(day, calendar) !== 'closed'
}

const FURTHEST = 400

/** A day, or the next one with staff in where it has none. */
export function staffDayFrom(day: string, calendar: Calendar): string {
  return isStaffDay(day, calendar) ? day : nextStaffDay(day, calendar)
}

/** The first day with staff in after `day`; the next day of all where the calendar has none within a year. */
export function nextStaffDay(day: string, calendar: Calendar): string {
  return nearestStaffDay(day, 1, calendar)
}

/** The last day with staff in before `day`. */
export function previousStaffDay(day: string, calendar: Calendar): string {
  return nearestStaffDay(day, -1, calendar)
}

function nearestStaffDay(day: string, step: 1 | -1, calendar: Calendar): string {
  let next = addDays(day, step)
  for (let tried = 0; tried < FURTHEST; tried++) {
    if (isStaffDay(next, calendar)) return next
    next = addDays(next, step)
  }
  return addDays(day, step)
}

/** Days with staff in after `from` up to and including `to`: how many school days later `to` is. */
export function staffDaysBetween(from: string, to: string, calendar: Calendar): number {
  let [day, count] = [from, 0]
  while (day < to) {
    day = addDays(day, 1)
    if (isStaffDay(day, calendar)) count++
  }
  return count
}

/** The n-th day with staff in counted from `first`, which itself is the first one if staff are in. */
export function nthStaffDay(first: string, n: number, calendar: Calendar): string {
  let day = staffDayFrom(first, calendar)
  for (let i = 1; i < n; i++) day = nextStaffDay(day, calendar)
  return day
}

/** When a day starts and ends; a short day ends as it says, an opened weekend keeps the times of an ordinary day. */
export function timesOn(day: string, calendar: Calendar): Times {
  const times = calendar.week[weekdayOf(day) - 1] ?? calendar.week.find((found) => found !== null) ?? { starts: '08:40', ends: '15:30' }
  return { ...times, ends: calendar.special.get(day)?.ends ?? times.ends }
}

/** The lessons of a day with pupils in, the earliest first. */
export function slotsOn(day: string, calendar: Calendar): Slot[] {
  if (kindOfDay(day, calendar) !== 'open') return []
  const [today, { ends }] = [weekdayOf(day), timesOn(day, calendar)]
  return calendar.slots.filter(({ weekday, starts }) => weekday === today && starts < ends)
}

/** The clubs of a day with pupils in that ends as usual, the earliest to end first. */
export function clubsOn(day: string, calendar: Calendar): Club[] {
  if (kindOfDay(day, calendar) !== 'open' || calendar.special.get(day)?.kind === 'short') return []
  const today = weekdayOf(day)
  return calendar.clubs.filter(({ weekday }) => weekday === today)
}
