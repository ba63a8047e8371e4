import { type Returns, returnsOn, type ToReturn } from '../absences/rules.ts'
import { type Calendar, isStaffDay, previousStaffDay } from '../calendar/calendar.ts'
import { dayOf } from '../calendar/days.ts'
import { endOf, lateAfter, startOf } from '../calendar/due.ts'
import { pausedSpan } from '../calendar/late.ts'
import type { Role } from '../database/tables.ts'
import { checkMoment } from '../end-of-day/rules.ts'
import { type Ask, isAsked, letterLine, longOverdueLine, type Section, type Told, told } from './ledger.ts'

/** An open loan as a reminder tells of it; instants UTC ISO. */
export type LoanOut = Told & {
  borrower_id: string, borrower: string, answers_id: string, answers: string, class_id: string | null, taken_at: string, due_at: string
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
/** What the last closed end-of-day check says and nobody has found since. */
export type ClosedCheck = { day: string, not_back: Told[], later: Told[] }
export type ReminderFacts = {
  calendar: Calendar, loans: LoanOut[], adults: Adult[], settings: ReminderSettings, check: ClosedCheck | null
  /** What other features ask of somebody now, told already or not. */
  asks: Ask[]
  /** What somebody who is away has still, its return arranged. */
  returns: ToReturn[]
  /** When the pause began that is open now. */
  paused_since: string | null
  /** What was sent and not withdrawn, each as `told()` writes it. */
  ledger: ReadonlySet<string>
}
/** One letter that is owed: an adult's of the day it is written on, with all that is owed then. */
export type Owed = { adult: Adult, day: string, sections: Section[], asks: Ask[] }

const MINUTE = 60_000

/**
 * The letters that are owed now (M4, M5), at most one for each adult and day: what somebody has to bring back, to the
 * lead what is not back by the end-of-day check, to the lead and the head what is long overdue, and what other features
 * ask. The lead's goes at the check and holds whatever was owed before it; the next morning where nobody looked that
 * evening, and is then the one of that day. None on a day when the school is closed to staff, nor during a pause, nor to somebody who has left, has no
 * address, or is away while a return is arranged (M14). What was owed while nobody looked is owed once, late.
 */
export function remindersOwed(facts: ReminderFacts, now: Date): Owed[] {
  if (isQuiet(facts, dayOf(now))) return []
  const know = knownNow(facts, now)
  return know.here.flatMap((adult) => {
    const evening = eveningOf(adult, know)
    if ([evening, know.today].some((day) => facts.ledger.has(told(adult.id, letterLine(day))))) return []
    const parts = partsFor(adult, evening, know)
    return parts.sections.length + parts.asks.length === 0 ? [] : [{ adult, day: know.today, ...parts }]
  })
}

/** `arranged`: what is late, but to be back by a day that has not passed. */
type Known = ReminderFacts & { here: Adult[], arranged: Told[], theirs: ReadonlyMap<string, LoanOut[]>, today: string, now: string }

function isQuiet({ calendar, paused_since }: ReminderFacts, today: string): boolean {
  return !isStaffDay(today, calendar) || (paused_since !== null && dayOf(paused_since) === today)
}

/** While a pause is open what fell due since it began is not late; nor is what somebody who is away gives back by a day that has not passed. */
function knownNow(facts: ReminderFacts, now: Date): Known {
  const { calendar, paused_since } = facts
  const today = dayOf(now)
  const paused = paused_since === null ? null : pausedSpan(paused_since)
  const returns = returnsOn(facts.returns, today)
  const all = facts.loans.map((loan) => ({ ...loan, due_at: lateAfter(loan.due_at, calendar) }))
    .filter(({ due_at }) => !paused || due_at < paused.from || paused.until <= due_at)
  const loans = all.filter(({ what }) => !returns.until.has(what))
  const arranged = all.flatMap((loan) => (returns.until.has(loan.what) && loan.due_at < now.toISOString() ? [{ ...loan, return_by: returns.until.get(loan.what)! }] : []))
  const here = facts.adults.filter((adult) => canBeReached(adult, today) && !returns.away.has(adult.id))
  return { ...facts, check: withoutReturns(facts.check, returns), loans, arranged, here, theirs: toldOf(loans, here, today), today, now: now.toISOString() }
}

function withoutReturns(check: ClosedCheck | null, { until }: Returns): ClosedCheck | null {
  const due = (lines: Told[]) => lines.filter(({ what }) => !until.has(what))
  return check && { ...check, not_back: due(check.not_back), later: due(check.later) }
}

function canBeReached({ email, first_day, last_day }: Adult, day: string): boolean {
  return email !== null && (first_day === null || first_day <= day) && (last_day === null || last_day >= day)
}

/**
 * By adult, what each is told of: the borrower; for a class, when it did not come back on its day, or when the borrower cannot be
 * reached, whoever answers too (M20).
 */
function toldOf(loans: LoanOut[], here: Adult[], today: string): Map<string, LoanOut[]> {
  const theirs = new Map<string, LoanOut[]>(here.map(({ id }) => [id, []]))
  for (const loan of loans) {
    const answers = loan.class_id !== null || dayOf(loan.due_at) < today || !theirs.has(loan.borrower_id) ? [loan.answers_id] : []
    for (const id of new Set([loan.borrower_id, ...answers])) theirs.get(id)?.push(loan)
  }
  return theirs
}

/** The lead's letter waits for the check; until then that of the evening before is owed where none was written on its day. */
function eveningOf(adult: Adult, { settings, calendar, today, now }: Known): string {
  const waits = settings.remind_evening && hasRole(adult, 'lead') && now < checkMoment(today, settings.check_time, calendar)
  return waits ? previousStaffDay(today, calendar) : today
}

function partsFor(adult: Adult, day: string, know: Known): Pick<Owed, 'sections' | 'asks'> {
  const evening = eveningList(adult, day, know)
  if (day < know.today && !evening) return { sections: [], asks: [] }
  const long = longOverdue(adult, know)
  const asks = know.asks.filter((ask) => ask.person_id === adult.id && !isAsked(ask, know.ledger))
  const isCalled = evening !== null || long !== null || (asks.length > 0 && isEndNear(know))
  const digest = digestFor(adult, isCalled, know)
  return { sections: [long, evening, digest].filter((section) => section !== null), asks: isCalled || digest ? asks : [] }
}

/** In the morning when something is overdue by then, otherwise shortly before what is due today is to be back; with any other letter. */
function digestFor(adult: Adult, hasLetter: boolean, know: Known): Section | null {
  const { settings, calendar, theirs, today, now } = know
  const loans = theirs.get(adult.id)!
  const starts = startOf(today, calendar)
  const isMorning = now >= starts && loans.some(({ due_at }) => due_at < starts)
  const isCalled = hasLetter || isMorning || isLastCall(loans.filter(({ due_at }) => dayOf(due_at) === today), know)
  const due = loans.filter(({ due_at }) => dayOf(due_at) <= today)
  const [late, later] = [due.filter(({ due_at }) => due_at < now), due.filter(({ due_at }) => due_at >= now)]
  return settings.remind_borrowers && isCalled && due.length > 0 ? { kind: 'digest', day: today, late, later } : null
}

/** What is asked alone goes no sooner, so that the day's one letter holds what is due today as well. */
function isEndNear({ today, calendar, settings, now }: Known): boolean {
  return now >= callBefore(endOf(today, calendar), settings)
}

/** A lesson that ends in the morning is called at the end of the day, a club before its own end where nothing is due earlier. */
function isLastCall(dueToday: LoanOut[], { calendar, settings, today, now }: Known): boolean {
  const first = dueToday.map(({ due_at }) => due_at).toSorted()[0]
  if (first === undefined) return false
  const end = endOf(today, calendar)
  const call = callBefore(first > end ? first : end, settings)
  return now >= call && dueToday.some(({ taken_at }) => taken_at <= call)
}

function callBefore(moment: string, { remind_minutes_before }: ReminderSettings): string {
  return new Date(Date.parse(moment) - remind_minutes_before * MINUTE).toISOString()
}

/** What is not back by the day's end-of-day check, to the lead: what the check says where it was closed, or else the book. */
function eveningList(adult: Adult, day: string, know: Known): Section | null {
  const { settings, calendar, check, arranged, today, now } = know
  const moment = checkMoment(day, settings.check_time, calendar)
  if (!settings.remind_evening || !hasRole(adult, 'lead') || now < moment || now < startOf(today, calendar)) return null
  const { not_back, later } = check?.day === day ? check : byTheBook(day, moment, know)
  return not_back.length === 0 ? null : { kind: 'evening', day, late: not_back, later: [...later, ...arranged] }
}

function byTheBook(day: string, moment: string, { loans }: Known): ClosedCheck {
  const out = loans.filter(({ taken_at }) => taken_at <= moment)
  return {
    day, not_back: out.filter(({ due_at }) => due_at <= moment),
    later: out.filter(({ due_at }) => due_at > moment && dayOf(due_at) === day),
  }
}

/** Each loan once, for the day it was due. */
function longOverdue(adult: Adult, { settings, calendar, loans, today, now, ledger }: Known): Section | null {
  if (!settings.remind_long_overdue || !hasRole(adult, 'lead', 'head') || now < startOf(today, calendar)) return null
  const before = staffDaysAgo(today, settings.long_overdue_days - 1, calendar)
  const late = loans.filter((loan) => dayOf(loan.due_at) < before && !ledger.has(told(adult.id, longOverdueLine(loan))))
  return late.length === 0 ? null : { kind: 'escalation', day: today, late, later: [] }
}

function staffDaysAgo(day: string, days: number, calendar: Calendar): string {
  let found = day
  for (let i = 0; i < days; i++) found = previousStaffDay(found, calendar)
  return found
}

function hasRole(adult: Adult, ...roles: Role[]): boolean {
  return adult.roles.some((role) => roles.includes(role))
}

/** Who is told at once, whatever the day, that a device is down as stolen: the lead and the head (M16). */
export function toldOfTheft({ adults, settings }: Pick<ReminderFacts, 'adults' | 'settings'>, now: Date): Adult[] {
  if (!settings.remind_stolen) return []
  return adults.filter((adult) => hasRole(adult, 'lead', 'head') && canBeReached(adult, dayOf(now)))
}

/** Who is told at once, whatever the day, that a device away from school failed a check: the lead (M9). */
export function toldOfFailedCheck(adults: Adult[], now: Date): Adult[] {
  return adults.filter((adult) => hasRole(adult, 'lead') && canBeReached(adult, dayOf(now)))
}
