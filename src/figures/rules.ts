import type { HalfTerm } from '../calendar/calendar.ts'
import { addDays } from '../calendar/days.ts'
import type { Row } from '../database/tables.ts'

type Counts = Pick<Row<'loan_weeks'>, 'loans' | 'returned' | 'returned_on_time'>
type Week = Row<'loan_weeks'>

/** A half-term with what came back of its loans, and how much of that on time; `share` is null where nothing came back. */
export type OnTime = Counts & { name: string, school_year: string, share: number | null }
export type WeekLoans = { week: string, loans: number }
export type TypeLoans = { name: string, loans: number }

function sumOf(weeks: readonly Week[]): Counts {
  const sum = (key: keyof Counts) => weeks.reduce((total, week) => total + week[key], 0)
  return { loans: sum('loans'), returned: sum('returned'), returned_on_time: sum('returned_on_time') }
}

/** By half-term, the earliest first, those that have begun by `today`; a week counts with the half-term that it meets. */
export function onTimeByHalfTerm(weeks: readonly Week[], halfTerms: readonly HalfTerm[], today: string): OnTime[] {
  return halfTerms.filter(({ first_day }) => first_day <= today).map(({ name, school_year, first_day, last_day }) => {
    const counts = sumOf(weeks.filter(({ week }) => week <= last_day && addDays(week, 6) >= first_day))
    const share = counts.returned === 0 ? null : counts.returned_on_time / counts.returned
    return { name, school_year, ...counts, share }
  }).filter(({ loans }) => loans > 0)
}

/** Every week from the first to the last, those without a loan too. */
export function loansByWeek(weeks: readonly Week[], first: string, last: string): WeekLoans[] {
  const byWeek = new Map<string, number>()
  for (const { week, loans } of weeks) byWeek.set(week, (byWeek.get(week) ?? 0) + loans)
  const all: WeekLoans[] = []
  for (let week = first; week <= last; week = addDays(week, 7)) all.push({ week, loans: byWeek.get(week) ?? 0 })
  return all
}

/** The types that were lent at all, the one lent most in front. */
export function loansByType(weeks: readonly Week[], types: readonly { id: string, name: string }[]): TypeLoans[] {
  return types.map(({ id, name }) => ({ name, loans: sumOf(weeks.filter(({ type_id }) => type_id === id)).loans }))
    .filter(({ loans }) => loans > 0).toSorted((a, b) => b.loans - a.loans)
}
