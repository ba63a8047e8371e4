import { IANAZone } from 'luxon'

const HOUR = 3600_000
const MOST_HOURS = 10_000

/** Clocks change on the hour, and asking the system how far ahead they are costs more than all the rest of saying a time. */
class RememberedZone extends IANAZone {
  readonly #offsets = new Map<number, number>()

  override offset(instant: number): number {
    const hour = Math.floor(instant / HOUR)
    const known = this.#offsets.get(hour)
    if (known !== undefined) return known
    if (this.#offsets.size >= MOST_HOURS) this.#offsets.clear()
    const offset = super.offset(instant)
    this.#offsets.set(hour, offset)
    return offset
  }
}

export const ZONE = new RememberedZone('Europe/London')

const DAY_MS = 86_400_000
const MINUTE = 60_000

const wallHours = new Map<string, string>()

/** The hour in school (`2026-06-24T16`) of an hour of UTC ISO: clocks differ by whole hours, and a page says hundreds of times. */
function wallHour(hour: string): string {
  const known = wallHours.get(hour)
  if (known !== undefined) return known
  if (wallHours.size >= MOST_HOURS) wallHours.clear()
  const start = Date.parse(`${hour}:00Z`)
  const found = new Date(start + ZONE.offset(start) * MINUTE).toISOString().slice(0, 13)
  wallHours.set(hour, found)
  return found
}

function wallClock(instant: string | Date): string {
  const text = typeof instant === 'string' ? instant : instant.toISOString()
  return wallHour(text.slice(0, 13)) + text.slice(13)
}

/** The day it is in school at this instant (UTC ISO), YYYY-MM-DD. */
export function dayOf(instant: string | Date): string {
  return wallClock(instant).slice(0, 10)
}

/** The time it is in school at this instant, HH:MM. */
export function timeOf(instant: string | Date): string {
  return wallClock(instant).slice(11, 16)
}

/** Days as days, without clocks or zones: the arithmetic of a year asks it thousands of times. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay() || 7
}

/** Every day from the first to the last, both included. */
export function daysFrom(first: string, last: string): string[] {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => addDays(first, i))
}

/**
 * The instant of a wall-clock time on a day, as UTC ISO; right on both sides of a clock change. In the hour that comes
 * twice it is the second one, in the hour that is left out as much later.
 */
export function at(day: string, time: string): string {
  const wall = Date.parse(`${day}T${time}Z`)
  const near = wall - ZONE.offset(wall) * MINUTE
  return new Date(wall - ZONE.offset(near) * MINUTE).toISOString()
}

/**
 * Every instant, UTC ISO, that a wall-clock time (`HH:MM`, seconds if known) names on a day: two in the hour that comes
 * twice when the clocks go back, none in the hour that is left out when they go forward.
 */
export function instantsAt(day: string, time: string): string[] {
  const wall = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(wall)) return []
  const offsets = new Set([wall + DAY_MS, wall - DAY_MS].map((near) => ZONE.offset(near)))
  const instants = [...offsets].map((ahead) => new Date(wall - ahead * MINUTE))
  return instants.filter((instant) => timeOf(instant) === time.slice(0, 5)).map((instant) => instant.toISOString()).toSorted()
}

/** Midnight to midnight of a school day as UTC ISO instants, the second one exclusive. */
export function instantsOf(day: string): { from: string, until: string } {
  return { from: at(day, '00:00'), until: at(addDays(day, 1), '00:00') }
}

export type SchoolYear = { name: string, starts_on: string, ends_on: string }

/** The school year a day lies in: 1 September to 31 August, named "2026/27". */
export function schoolYearOf(day: string): SchoolYear {
  const [year, month] = day.split('-').map(Number) as [number, number]
  const first = month >= 9 ? year : year - 1
  return { name: `${first}/${String((first + 1) % 100).padStart(2, '0')}`, starts_on: `${first}-09-01`, ends_on: `${first + 1}-08-31` }
}
