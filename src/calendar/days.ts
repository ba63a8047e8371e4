import { DateTime } from 'luxon'

export const ZONE = 'Europe/London'

/** A school's calendar for now: Monday to Friday, one start and one end of day, as `HH:MM` on the wall clock. */
export type Calendar = { day_starts: string, day_ends: string }

/** The day it is in school at this instant, YYYY-MM-DD. */
export function dayOf(instant: string | Date): string {
  return local(instant).toISODate()!
}

export function isSchoolDay(day: string): boolean {
  return DateTime.fromISO(day, { zone: ZONE }).weekday <= 5
}

export function addDays(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: ZONE }).plus({ days }).toISODate()!
}

/** The first school day after `day`. */
export function nextSchoolDay(day: string): string {
  const next = addDays(day, 1)
  return isSchoolDay(next) ? next : nextSchoolDay(next)
}

/** The last school day before `day`. */
export function previousSchoolDay(day: string): string {
  const previous = addDays(day, -1)
  return isSchoolDay(previous) ? previous : previousSchoolDay(previous)
}

/** The instant of a wall-clock time on a day, as UTC ISO; right on both sides of a clock change. */
export function at(day: string, time: string): string {
  return DateTime.fromISO(`${day}T${time}`, { zone: ZONE }).toUTC().toISO()!
}

/** Midnight to midnight of a school day as UTC ISO instants, the second one exclusive. */
export function instantsOf(day: string): { from: string, until: string } {
  return { from: at(day, '00:00'), until: at(addDays(day, 1), '00:00') }
}

/** An instant or a day as the school's wall clock has it. Stored instants end in Z and are read by the quicker way. */
export function local(instant: string | Date): DateTime {
  if (typeof instant === 'string' && !instant.endsWith('Z')) return DateTime.fromISO(instant, { zone: ZONE })
  return DateTime.fromMillis(new Date(instant).getTime(), { zone: ZONE })
}
