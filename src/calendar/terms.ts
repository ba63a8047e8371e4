import type { Calendar, HalfTerm } from './calendar.ts'
import { schoolYearOf } from './days.ts'

/** Two half-terms are a term: "Autumn 1" and "Autumn 2" are "Autumn". */
export function inPairs(halves: HalfTerm[]): HalfTerm[] {
  return halves.flatMap((first, i) => {
    if (i % 2 === 1) return []
    const last = halves[i + 1] ?? first
    const [a, b] = [first, last].map(({ name }) => name.replace(/\s*\d+$/, ''))
    return [{ ...first, last_day: last.last_day, name: a === b ? a! : `${first.name} and ${last.name}` }]
  })
}

/** `key` names a term for ever, in addresses too: "2026-27-autumn". */
export type Term = { key: string, name: string, first_day: string }

/** The term that a day lies in, or whose holiday: null where its school year is not entered, or not yet begun. */
export function termOn(day: string, { half_terms }: Calendar): Term | null {
  const year = schoolYearOf(day).name
  const terms = inPairs(half_terms.filter(({ school_year }) => school_year === year))
  const term = terms.findLast(({ first_day }) => first_day <= day)
  return term ? { key: keyOf(`${year} ${term.name}`), name: `${term.name} ${year}`, first_day: term.first_day } : null
}

export function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}
