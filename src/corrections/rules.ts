import type { Calendar } from '../calendar/calendar.ts'
import { at, dayOf, timeOf } from '../calendar/days.ts'
import { dueAt } from '../calendar/due.ts'
import { needsAnswer } from '../custody/rules.ts'
import type { LoanOutcome, PersonKind, Row } from '../database/tables.ts'

type Loan = Row<'loans'>

/** What of an entry a correction may change; ids and instants only, and the words of the purpose. */
export type Correctable = Pick<Loan,
  'borrower_id' | 'answers_id' | 'class_id' | 'purpose' | 'taken_at' | 'due_at' | 'returned_at' | 'outcome'
  | 'on_charge' | 'taken_back_by_id' | 'back_desk_id'>

/** Days YYYY-MM-DD and times HH:MM on the wall clock; `outcome` null: it is still out. */
export type Wanted = {
  borrower_id: string, answers_id: string | null, class_id: string | null, purpose: string
  taken_day: string, taken_time: string
  outcome: LoanOutcome | null, returned_day?: string, returned_time?: string
}

export type CorrectionFacts = { last_day: string | null, same_day: boolean, calendar: Calendar, actor_id: string | null }

/** The entry as it will read, due again by the same rule when its borrower or its taking changes. */
export function corrected(loan: Loan, wanted: Wanted, facts: CorrectionFacts): Correctable {
  const { borrower_id, class_id, purpose } = wanted
  const taken_at = moved(loan.taken_at, wanted.taken_day, wanted.taken_time)
  const again = taken_at !== loan.taken_at || borrower_id !== loan.borrower_id
  const due_at = again ? dueAgain(loan, taken_at, facts) : loan.due_at
  const answers_id = wanted.answers_id ?? borrower_id
  const end = ending(loan, wanted, taken_at, facts.actor_id)
  return { borrower_id, answers_id, class_id, purpose, taken_at, due_at, ...end }
}

function ending(loan: Loan, wanted: Wanted, takenAt: string, actorId: string | null) {
  const { outcome } = wanted
  const open = { returned_at: null, outcome, on_charge: null, taken_back_by_id: null, back_desk_id: null }
  if (outcome === null) return open
  const returned_at = within(moved(loan.returned_at, wanted.returned_day!, wanted.returned_time!), takenAt)
  const { on_charge, back_desk_id } = loan
  const taken_back_by_id = loan.returned_at === null ? actorId : loan.taken_back_by_id
  return { returned_at, outcome, on_charge, back_desk_id, taken_back_by_id }
}

/** The instant typed as a day and a time; the stored one, to its millisecond, where the minute is the same. */
function moved(stored: string | null, day: string, time: string): string {
  const same = stored !== null && dayOf(stored) === day && timeOf(stored) === time
  return same ? stored : at(day, time)
}

/** Minutes are typed, milliseconds stored: back in the minute of taking is not back before it. */
function within(returnedAt: string, takenAt: string): string {
  return returnedAt < takenAt && returnedAt.slice(0, 16) === takenAt.slice(0, 16) ? takenAt : returnedAt
}

/** A time that was asked for on the day of taking (a club) is still asked for. */
function dueAgain(loan: Loan, takenAt: string, { last_day, same_day, calendar }: CorrectionFacts): string {
  const until = dayOf(loan.due_at) === dayOf(loan.taken_at) ? timeOf(loan.due_at) : null
  return dueAt({ taken_at: takenAt, off_site: loan.off_site === 1, until, last_day, same_day }, calendar)
}

type Changed = Partial<Correctable>

/** Both versions of what differs, and nothing else. */
export function difference(loan: Loan, after: Correctable): { before: Changed, after: Changed } {
  const keys = (Object.keys(after) as (keyof Correctable)[]).filter((key) => loan[key] !== after[key])
  const only = (version: Correctable): Changed => Object.fromEntries(keys.map((key) => [key, version[key]]))
  return { before: only(loan), after: only(after) }
}

export type Problem = { name: string, message: string }
export type CorrectedBorrower = {
  kind: PersonKind, first_day: string | null, last_day: string | null, answers_kind: PersonKind | null
}

/** Everything that stands against a correction, beside its field; overlaps are the database's to refuse. */
export function problemsOfCorrection(
  loan: Loan, after: Correctable, borrower: CorrectedBorrower, now: Date,
): Problem[] {
  if (loan.voided_at !== null) return [{ name: '', message: 'This entry is struck out and stays as it is' }]
  const changed = difference(loan, after).after
  if (Object.keys(changed).length === 0) return [{ name: '', message: 'Nothing is different: change what is wrong' }]
  const asksAgain = 'borrower_id' in changed || 'taken_at' in changed || 'answers_id' in changed
  return [...timeProblems(after, now), ...asksAgain ? borrowerProblems(after, borrower) : []]
}

function timeProblems({ taken_at, returned_at }: Correctable, now: Date): Problem[] {
  const moment = now.toISOString()
  if (taken_at > moment) return [{ name: 'taken_day', message: 'It cannot have been taken after now' }]
  if (returned_at === null) return []
  if (returned_at > moment) return [{ name: 'returned_day', message: 'It cannot have come back after now' }]
  if (returned_at >= taken_at) return []
  return [{ name: 'returned_day', message: 'It cannot have come back before it was taken' }]
}

function borrowerProblems({ taken_at }: Correctable, borrower: CorrectedBorrower): Problem[] {
  const day = dayOf(taken_at)
  const { first_day, last_day, kind, answers_kind } = borrower
  const wrong = (message: string) => [{ name: 'borrower_id', message }]
  if (first_day !== null && first_day > day) return wrong('That was before their first day')
  if (last_day !== null && last_day < day) return wrong('That was after their last day')
  if (!needsAnswer(kind) || answers_kind === 'staff') return []
  return [{ name: 'answers_id', message: `Say which member of staff answers for a ${kind}’s loan` }]
}
