import { DateTime } from 'luxon'
import { ZONE } from './days.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A day as people type it ("17 3 2027", "17/3/27", "17 March 2027") as YYYY-MM-DD; null when it is none. */
export function typedDay(typed: string): string | null {
  const text = typed.trim().toLowerCase()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return dayFrom(iso[1]!, iso[2]!, iso[3]!)
  const british = /^(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.,-]+(\d{4}|\d{2})$/.exec(text)
  return british && dayFrom(british[3]!, british[2]!, british[1]!)
}

function dayFrom(year: string, month: string, day: string): string | null {
  const number = /\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3)) + 1
  const date = DateTime.fromObject({ year: fullYear(Number(year)), month: number, day: Number(day) }, { zone: ZONE })
  return date.isValid ? date.toISODate() : null
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year
}

/** A time of day as people type it ("15:30", "15.30", "3:30 pm", "3pm") as HH:MM; null when it is none. */
export function typedTime(typed: string): string | null {
  const found = /^(\d{1,2})(?:[:. ]?(\d{2}))?\s*([ap])?\.?m?\.?$/.exec(typed.trim().toLowerCase())
  if (!found || (found[2] === undefined && found[3] === undefined)) return null
  const hour = hourOf(Number(found[1]), found[3])
  const minute = Number(found[2] ?? 0)
  return hour > 23 || minute > 59 ? null : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  return hour < 1 || hour > 12 ? 24 : hour % 12 + (half === 'p' ? 12 : 0)
}

/** A day (YYYY-MM-DD) as a form shows it again: "17 3 2027". */
export function asTyped(day: string | null): string {
  return day === null ? '' : day.split('-').toReversed().map(Number).join(' ')
}
