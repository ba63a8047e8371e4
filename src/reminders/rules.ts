import { type Calendar, isStaffDay, previousStaffDay, timesOn } from '../calendar/calendar.ts'
import { at, dayOf } from '../calendar/days.ts'
import { endOf, lateAfter } from '../calendar/due.ts'
import type { ReminderKind, Role } from '../database/tables.ts'
import { checkMoment } from '../end-of-day/rules.ts'

/** An open loan as a reminder tells of it; instants UTC ISO. */
export type LoanOut = {
  loan_id: string, code: string, type_name: string, borrower_id: string, borrower: string, answers_id: string
  answers: string, class_id: string | null, class_name: string | null, taken_at: string, due_at: string
}
export type Adult = {
  id: string, name: string, email: string | null, first_day: string | null, last_day: string | null, roles: Role[]
}
export type ReminderSettings = {
  remind_borrowers: boolean, remind_evening: boolean, remind_long_overdue: boolean, remind_stolen: boolean
  /** Minutes before the end of the school day. */
  remind_minutes_before: number
  /** School days. */
  long_overdue_days: number
  /** HH:MM */
  check_time: string
}
export type ReminderFacts = {
  calendar: Calendar, paused: boolean, loans: LoanOut[], adults: Adult[], settings: ReminderSettings
  /** What was sent and not withdrawn, each as `told()` writes it. */
  ledger: ReadonlySet<string>
}
/** A row of the ledger that a letter stands for. */
export type LedgerLine = { kind: ReminderKind, what: string, period: string }
/** One letter that is owed: its lines in the ledger (the first one decides whether it was sent), and what it tells of. */
export type Owed = { kind: Exclude<ReminderKind, 'alarm'>, adult: Adult, lines: LedgerLine[], late: LoanOut[], later: LoanOut[] }

/** What stands for the letter itself, beside the loans that it tells of. */
const LETTER = 'letter'
const MINUTE = 60_000

export function told(personId: string, { kind, what, period }: LedgerLine): string {
  return `${personId}|${kind}|${what}|${period}`
}

/**
 * The letters that are owed now, each adult's own (M4, M5): a digest at most once a day, the evening list to the lead,
 * what is long overdue to the lead and the head. None on a day when the school is closed to staff, nor during a pause,
 * nor to somebody who has left or has no address. What was owed while nobody looked is owed once, late.
 */
export function remindersOwed(facts: ReminderFacts, now: Date): Owed[] {
  const today = dayOf(now)
  if (facts.paused || !isStaffDay(today, facts.calendar)) return []
  const loans = facts.loans.map((loan) => ({ ...loan, due_at: lateAfter(loan.due_at, facts.calendar) }))
  const here = facts.adults.filter((adult) => canBeReached(adult, today))
  const know = { ...facts, loans, here, today, now: now.toISOString() }
  const owed = [...digests(know), ...eveningLists(know), ...longOverdue(know)]
  return owed.filter(({ adult, lines }) => !facts.ledger.has(told(adult.id, lines[0]!)))
}

type Known = ReminderFacts & { here: Adult[], today: string, now: string }

function canBeReached({ email, first_day, last_day }: Adult, day: string): boolean {
  return email !== null && (first_day === null || first_day <= day) && (last_day === null || last_day >= day)
}

/** Who is told of an open loan: the borrower; for a class, or when the borrower cannot be reached, whoever answers too. */
function toldOf(loan: LoanOut, here: ReadonlyMap<string, Adult>): Adult[] {
  const borrower = here.get(loan.borrower_id)
  const answers = loan.class_id !== null || !borrower ? here.get(loan.answers_id) : undefined
  return [...new Set([borrower, answers])].filter((adult) => adult !== undefined)
}

function digests(know: Known): Owed[] {
  if (!know.settings.remind_borrowers) return []
  const here = new Map(know.here.map((adult) => [adult.id, adult]))
  const theirs = new Map<Adult, LoanOut[]>()
  for (const loan of know.loans) {
    for (const adult of toldOf(loan, here)) theirs.set(adult, [...theirs.get(adult) ?? [], loan])
  }
  return [...theirs].flatMap(([adult, loans]) => digestFor(adult, loans, know) ?? [])
}

/** In the morning when something is overdue by then, otherwise shortly before what is due today is to be back. */
function digestFor(adult: Adult, loans: LoanOut[], know: Known): Owed | null {
  const { today, now } = know
  const starts = startOf(today, know.calendar)
  const isMorning = now >= starts && loans.some(({ due_at }) => due_at < starts)
  if (!isMorning && !isLastCall(loans.filter(({ due_at }) => dayOf(due_at) === today), know)) return null
  const late = loans.filter(({ due_at }) => due_at < now)
  const later = loans.filter(({ due_at }) => due_at >= now && dayOf(due_at) === today)
  return letterOf('digest', adult, today, { late, later })
}

/** A lesson that ends in the morning is called at the end of the day, a club before its own end where nothing is due earlier. */
function isLastCall(dueToday: LoanOut[], { calendar, settings, today, now }: Known): boolean {
  const first = dueToday.map(({ due_at }) => due_at).toSorted()[0]
  if (first === undefined) return false
  const end = endOf(today, calendar)
  const call = new Date(Date.parse(first > end ? first : end) - settings.remind_minutes_before * MINUTE).toISOString()
  return now >= call && dueToday.some(({ taken_at }) => taken_at <= call)
}

/** What was due by the last end-of-day check and is still out, to the lead; after a week off only of the last evening. */
function eveningLists({ settings, calendar, loans, here, today, now }: Known): Owed[] {
  if (!settings.remind_evening) return []
  const evening = now >= checkMoment(today, settings.check_time, calendar) ? today : previousStaffDay(today, calendar)
  const check = checkMoment(evening, settings.check_time, calendar)
  const late = loans.filter(({ due_at, taken_at }) => due_at <= check && taken_at <= check)
  const later = loans.filter(({ due_at, taken_at }) => due_at > check && dayOf(due_at) === evening && taken_at <= check)
  if (late.length === 0 || now < startOf(today, calendar)) return []
  return withRole(here, 'lead').map((adult) => letterOf('evening', adult, evening, { late, later }))
}

/** Each loan once (for the day it was due) and one list a day. */
function longOverdue({ settings, calendar, loans, here, today, now, ledger }: Known): Owed[] {
  if (!settings.remind_long_overdue || now < startOf(today, calendar)) return []
  const before = staffDaysAgo(today, settings.long_overdue_days - 1, calendar)
  const long = loans.filter(({ due_at }) => dayOf(due_at) < before)
  return withRole(here, 'lead', 'head').flatMap((adult) => {
    const late = long.filter((loan) => !ledger.has(told(adult.id, longOverdueLine(loan))))
    return late.length === 0 ? [] : [letterOf('escalation', adult, today, { late, later: [] })]
  })
}

function staffDaysAgo(day: string, days: number, calendar: Calendar): string {
  let found = day
  for (let i = 0; i < days; i++) found = previousStaffDay(found, calendar)
  return found
}

function startOf(day: string, calendar: Calendar): string {
  return at(day, timesOn(day, calendar).starts)
}

function withRole(adults: Adult[], ...roles: Role[]): Adult[] {
  return adults.filter((adult) => adult.roles.some((role) => roles.includes(role)))
}

export function letterOf(kind: Owed['kind'], adult: Adult, period: string, { late, later }: Pick<Owed, 'late' | 'later'>): Owed {
  const line = (loan: LoanOut) => (kind === 'escalation' ? longOverdueLine(loan) : { kind, what: loan.loan_id, period })
  return { kind, adult, lines: [{ kind, what: LETTER, period }, ...[...late, ...later].map(line)], late, later }
}

function longOverdueLine({ loan_id, due_at }: LoanOut): LedgerLine {
  return { kind: 'escalation', what: loan_id, period: dayOf(due_at) }
}

/** Who is told at once, whatever the day, that a device is down as stolen: the lead and the head (M16). */
export function toldOfTheft({ adults, settings }: Pick<ReminderFacts, 'adults' | 'settings'>, now: Date): Adult[] {
  if (!settings.remind_stolen) return []
  return withRole(adults, 'lead', 'head').filter((adult) => canBeReached(adult, dayOf(now)))
}

/** A letter that has not gone yet, with a loan it tells of; `period` is the day it was written for. */
export type UnsentLine = { letter_id: string, kind: ReminderKind, what: string, period: string, due_at: string | null }

/** The unsent letters that a day closed afterwards takes back: those written for it, and those of loans due on it. */
export function lettersWithdrawn(unsent: UnsentLine[], before: Calendar, after: Calendar): string[] {
  const isClosedNow = (day: string) => isStaffDay(day, before) && !isStaffDay(day, after)
  const caused = unsent.filter(({ kind, what, period, due_at }) => kind !== 'alarm'
    && ((what === LETTER && isClosedNow(period)) || (due_at !== null && isClosedNow(dayOf(due_at)))))
  return [...new Set(caused.map(({ letter_id }) => letter_id))]
}
