import { addDays, type Instant, instantOf, weekdayOf } from './wall-clock.ts'

export type Special = { kind: 'staff only' | 'closed' | 'short', ends: string | null }

/** A school's year as the model knows it. `ends` is by weekday, Monday first; a school that is open starts at `starts`. */
export type SchoolCalendar = {
  halfTerms: { name: string, first: string, last: string }[]
  bankHolidays: string[]
  special: Map<string, Special>
  starts: string
  ends: string[]
}

/** Days with adults in: no weekend, no holiday, no bank holiday, none that was closed; INSET days count. */
export function isOpen(day: string, { halfTerms, bankHolidays, special }: SchoolCalendar): boolean {
  const said = special.get(day)
  if (said) return said.kind !== 'closed'
  if (weekdayOf(day) > 5 || bankHolidays.includes(day)) return false
  return halfTerms.some(({ first, last }) => first <= day && day <= last)
}

export function hasPupils(day: string, calendar: SchoolCalendar): boolean {
  return isOpen(day, calendar) && calendar.special.get(day)?.kind !== 'staff only'
}

export function nextOpen(day: string, calendar: SchoolCalendar): string {
  return nearest(day, 1, calendar)
}

export function lastOpenBefore(day: string, calendar: SchoolCalendar): string {
  return nearest(day, -1, calendar)
}

/** Before the first term there is no school day at all: then the next best day. */
function nearest(day: string, step: 1 | -1, calendar: SchoolCalendar): string {
  for (let away = 1; away < 300; away++) if (isOpen(addDays(day, step * away), calendar)) return addDays(day, step * away)
  return addDays(day, step)
}

/** How many school days after `from` the day `until` is: the next school day is one. */
export function schoolDaysAfter(from: string, until: string, calendar: SchoolCalendar): number {
  let count = 0
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) if (isOpen(day, calendar)) count++
  return count
}

export function startOf(day: string, { starts }: SchoolCalendar): Instant {
  return instantOf(day, starts)
}

export function endOf(day: string, calendar: SchoolCalendar): Instant {
  return instantOf(day, calendar.special.get(day)?.ends ?? usualEnd(day, calendar))
}

function usualEnd(day: string, { ends }: SchoolCalendar): string {
  return ends[weekdayOf(day) - 1]!
}

/** The end-of-day check's time; on a day that ends early it is as much earlier. */
export function checkTimeOf(day: string, checkTime: string, calendar: SchoolCalendar): Instant {
  const early = instantOf(day, usualEnd(day, calendar)) - endOf(day, calendar)
  return instantOf(day, checkTime) - Math.max(0, early)
}
