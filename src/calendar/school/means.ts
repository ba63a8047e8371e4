import type { HalfTerm, SpecialDay } from '../calendar.ts'
import { schoolYearOf } from '../days.ts'
import type { Dated } from './read-file.ts'
import { daysMeant, splitByHolidays } from './rules.ts'

/** What a date of a file is taken for; `other` is left out. */
export const MEANINGS = ['term', 'holiday', 'staff only', 'closed', 'bank holiday', 'other'] as const
export type Meaning = (typeof MEANINGS)[number]

const STAFF_ONLY = /\binset\b|staff (training|only|day)|non[- ]?pupil|teacher training|training day|occasional day.*staff|\btd day\b|school closed to (pupils|children)/i
const CLOSED = /bank holiday|good friday|easter (monday|sunday)|new year|christmas day|boxing day|occasional day|polling|school closed|closed for/i
const HOLIDAY = /half[- ]?term( break| holiday)?$|half[- ]?term (break|holiday)|holiday|\bbreak\b|vacation/i
const TERM = /\b(autumn|spring|summer|michaelmas|lent|trinity)\b|\bterm\b/i

/** What a name most likely means; a person has the last word. */
export function meaningOf({ name, first_day, last_day }: Dated): Meaning {
  if (STAFF_ONLY.test(name)) return 'staff only'
  const days = Math.round((Date.parse(last_day) - Date.parse(first_day)) / 86_400_000) + 1
  if (days > 20 && TERM.test(name) && !/holiday|break/i.test(name)) return 'term'
  if (days > 1 && HOLIDAY.test(name) && days <= 60) return 'holiday'
  if (CLOSED.test(name) && days <= 5) return 'closed'
  return 'other'
}

export type Meant = Dated & { as: Meaning }
export type Imported = { half_terms: HalfTerm[], special: SpecialDay[] }

const NAMES = ['Autumn 1', 'Autumn 2', 'Spring 1', 'Spring 2', 'Summer 1', 'Summer 2']

/** Half-terms are terms without the holidays inside them; holidays outside every term say nothing more. */
export function importedFrom(events: Meant[]): Imported {
  const as = (meaning: Meaning) => events.filter((event) => event.as === meaning)
  const halves = splitByHolidays(as('term'), as('holiday')).toSorted((a, b) => a.first_day.localeCompare(b.first_day))
  const special = (['staff only', 'closed'] as const).flatMap((kind) => as(kind).flatMap(({ name, first_day, last_day }) => (
    daysMeant(first_day, last_day).map((day): SpecialDay => ({ day, kind, name, ends: null })))))
  return { half_terms: named(halves), special }
}

function named(halves: { first_day: string, last_day: string }[]): HalfTerm[] {
  const years = new Map<string, number>()
  return halves.map((half) => {
    const school_year = yearOf(half.first_day)
    const n = years.get(school_year) ?? 0
    years.set(school_year, n + 1)
    return { name: NAMES[n] ?? `Half-term ${n + 1}`, school_year, ...half }
  })
}

/** A year that begins in the last days of August is the one that follows. */
function yearOf(day: string): string {
  return schoolYearOf(day.slice(5) >= '08-15' ? `${day.slice(0, 4)}-09-01` : day).name
}
