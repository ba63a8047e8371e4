import type { Problem } from '../../http/forms.ts'
import type { HalfTerm, SpecialDay } from '../calendar.ts'
import { addDays, daysFrom, schoolYearOf, weekdayOf } from '../days.ts'

/** One line of the half-terms form; days YYYY-MM-DD, null where nothing was typed. */
export type HalfTermLine = { n: number, name: string, first_day: string | null, last_day: string | null }

export const HALF_TERMS = 6

/** The half-terms that a form means and what is wrong with it, beside its fields. */
export function readHalfTerms(schoolYear: string, lines: HalfTermLine[]): { half_terms: HalfTerm[], problems: Problem[] } {
  const filled = lines.filter(({ first_day, last_day }) => first_day !== null || last_day !== null)
  const problems = filled.flatMap((line) => lineProblems(schoolYear, line))
  const half_terms = filled.filter(({ first_day, last_day }) => first_day && last_day)
    .map(({ name, first_day, last_day }) => ({ name, school_year: schoolYear, first_day: first_day!, last_day: last_day! }))
  return { half_terms, problems: problems.length > 0 ? problems : orderProblems(filled) }
}

function lineProblems(schoolYear: string, { n, name, first_day, last_day }: HalfTermLine): Problem[] {
  const problems: Problem[] = []
  if (name === '') problems.push({ name: `name_${n}`, message: `Give half-term ${n} a name, such as Autumn 1` })
  if (first_day === null) problems.push({ name: `first_${n}`, message: `Enter the first day of half-term ${n}` })
  if (last_day === null) problems.push({ name: `last_${n}`, message: `Enter the last day of half-term ${n}` })
  if (first_day && last_day && last_day < first_day) problems.push({ name: `last_${n}`, message: `Half-term ${n} cannot end before it begins` })
  if (first_day && !isNear(schoolYear, first_day)) problems.push({ name: `first_${n}`, message: `That day is not in the school year ${schoolYear}` })
  if (last_day && !isNear(schoolYear, last_day)) problems.push({ name: `last_${n}`, message: `That day is not in the school year ${schoolYear}` })
  return problems
}

/** Some schools begin in the last days of August. */
function isNear(schoolYear: string, day: string): boolean {
  return schoolYearOf(day).name === schoolYear || schoolYearOf(addDays(day, 14)).name === schoolYear
}

function orderProblems(lines: HalfTermLine[]): Problem[] {
  return lines.slice(1).filter((line, i) => line.first_day! <= lines[i]!.last_day!)
    .map(({ n }) => ({ name: `first_${n}`, message: `Half-term ${n} begins before the one above it has ended` }))
}

const WEEKS_A_YEAR = 52 * 7

/** The same year again, 52 weeks later, so that weekdays stay what they are: something to start from. */
export function copiedForward(half_terms: HalfTerm[], special: SpecialDay[]): { half_terms: HalfTerm[], special: SpecialDay[] } {
  const later = (day: string) => addDays(day, WEEKS_A_YEAR)
  const next = (name: string) => schoolYearOf(addDays(`${name.slice(0, 4)}-09-01`, 366)).name
  return {
    half_terms: half_terms.map((half) => ({ ...half, school_year: next(half.school_year), first_day: later(half.first_day), last_day: later(half.last_day) })),
    special: special.filter(({ kind }) => kind !== 'closed').map((day) => ({ ...day, day: later(day.day) })),
  }
}

export const MOST_DAYS = 60

/** The days from the first to the last one, weekends left out unless it is one day alone. */
export function daysMeant(first: string, last: string): string[] {
  const days = daysFrom(first, last)
  return days.length === 1 ? days : days.filter((day) => weekdayOf(day) <= 5)
}

type Span = { first_day: string, last_day: string }

/** Terms split by the holidays inside them: what is left are half-terms, named by number within the year. */
export function splitByHolidays(terms: Span[], holidays: Span[]): Span[] {
  return terms.flatMap((term) => {
    const inside = holidays.filter((one) => one.first_day > term.first_day && one.last_day < term.last_day)
      .toSorted((a, b) => (a.first_day < b.first_day ? -1 : 1))
    const starts = [term.first_day, ...inside.map(({ last_day }) => addDays(last_day, 1))]
    const ends = [...inside.map(({ first_day }) => addDays(first_day, -1)), term.last_day]
    return starts.map((first_day, i) => ({ first_day: toWeekday(first_day, 1), last_day: toWeekday(ends[i]!, -1) }))
  }).filter(({ first_day, last_day }) => first_day <= last_day)
}

function toWeekday(day: string, step: 1 | -1): string {
  return weekdayOf(day) <= 5 ? day : toWeekday(addDays(day, step), step)
}
