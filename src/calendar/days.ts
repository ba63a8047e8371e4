import { DateTime, IANAZone } from 'luxon'

const HOUR = 3600_000
const MOST_HOURS = 10_000

/** Clocks change on the hour, and asking the system how far ahead they are costs more than the rest of saying a time. */
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

/** The day it is in school at this instant, YYYY-MM-DD. */
export function dayOf(instant: string | Date): string {
  return local(instant).toISODate()!
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

/** The instant of a wall-clock time on a day, as UTC ISO; right on both sides of a clock change. */
export function at(day: string, time: string): string {
  return DateTime.fromISO(`${day}T${time}`, { zone: ZONE }).toUTC().toISO()!
}

/**
 * Every instant, UTC ISO, that a wall-clock time (`HH:MM`, seconds if known) names on a day: two in the hour that comes
 * twice when the clocks go back, none in the hour that is left out when they go forward.
 */
export function instantsAt(day: string, time: string): string[] {
  const one = DateTime.fromISO(`${day}T${time}`, { zone: ZONE })
  if (one.toFormat('HH:mm') !== time.slice(0, 5)) return []
  return one.getPossibleOffsets().map((moment) => moment.toUTC().toISO()!).toSorted()
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

export type SchoolYear = { name: string, starts_on: string, ends_on: string }

/** The school year a day lies in: 1 September to 31 August, named "2026/27". */
export function schoolYearOf(day: string): SchoolYear {
  const [year, month] = day.split('-').map(Number) as [number, number]
  const first = month >= 9 ? year : year - 1
  return { name: `${first}/${String((first + 1) % 100).padStart(2, '0')}`, starts_on: `${first}-09-01`, ends_on: `${first + 1}-08-31` }
}
