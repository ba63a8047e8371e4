/** Instants are milliseconds, days `YYYY-MM-DD`, times `HH:MM` as the clock on an English school's wall shows them. */
export type Instant = number

export const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(Date.parse(day)).getUTCDay() || 7
}

/** The clocks change at one o'clock, Greenwich time, on the last Sundays of March and October. */
function changeOf(year: number, month: '03' | '10'): Instant {
  const last = `${year}-${month}-31`
  return Date.parse(addDays(last, -(weekdayOf(last) % 7))) + HOUR
}

function isSummerTime(instant: Instant): boolean {
  const year = new Date(instant).getUTCFullYear()
  return instant >= changeOf(year, '03') && instant < changeOf(year, '10')
}

/** When a wall clock shows this; no school does anything in the hour that comes twice. */
export function instantOf(day: string, time: string): Instant {
  const greenwich = Date.parse(`${day}T${time}:00Z`)
  return isSummerTime(greenwich - HOUR) ? greenwich - HOUR : greenwich
}

function onTheWall(instant: Instant): string {
  return new Date(isSummerTime(instant) ? instant + HOUR : instant).toISOString()
}

export function dayOf(instant: Instant): string {
  return onTheWall(instant).slice(0, 10)
}

export function timeOf(instant: Instant): string {
  return onTheWall(instant).slice(11, 16)
}
