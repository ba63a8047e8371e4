import { type Calendar, isStaffDay } from '../calendar/calendar.ts'
import { addDays, dayOf } from '../calendar/days.ts'
import type { AskKind, ReminderKind } from '../database/tables.ts'

/** What a letter tells of: an open loan, or a device that a closed check did not find; `what` is the id of either. */
export type Told = {
  what: string, code: string, type_name: string, borrower_id: string | null, borrower: string | null
  class_name: string | null, due_at: string | null
  /** By which day (YYYY-MM-DD) it is to be back, where that is arranged: until then it is not late. */
  return_by?: string
}
/** A row of the ledger that a letter stands for. */
export type LedgerLine = { kind: ReminderKind, what: string, period: string }
/** `day` is that of the letter; of an evening list, that of the check. */
export type Section = { kind: Exclude<ReminderKind, AskKind | 'alarm'>, day: string, late: Told[], later: Told[] }

/**
 * What another feature asks of one adult for as long as it is so, told as a part of their one letter of a day. `quiet`: the
 * periods for which having been told is enough. `items` are its lines in the letter, `link` the path where it is done.
 */
export type Ask = LedgerLine & { person_id: string, kind: AskKind, quiet: string[], items: string[], link: string }
/** What a letter says of all that one kind asks; the subject says what to do. */
export type Said = { subject: string, words: string, items: string[], link: string, link_words: string }

const A_WEEK = 7

/** For what is told again every seven days at most. */
export function weekly(today: string): Pick<Ask, 'period' | 'quiet'> {
  return { period: today, quiet: Array.from({ length: A_WEEK }, (_, i) => addDays(today, -i)) }
}

/** For what is told once in a period. */
export function once(period: string): Pick<Ask, 'period' | 'quiet'> {
  return { period, quiet: [period] }
}

/** Whether somebody was told of it already. */
export function isAsked({ person_id, kind, what, quiet }: Ask, ledger: ReadonlySet<string>): boolean {
  return quiet.some((period) => ledger.has(told(person_id, { kind, what, period })))
}

/** What stands for an adult's letter of a day itself, beside what it tells of. */
const LETTER = 'letter'

export function told(personId: string, { kind, what, period }: LedgerLine): string {
  return `${personId}|${kind}|${what}|${period}`
}

/** The lines of the ledger that a letter stands for; the first one, unique on adult and day, decides whether it was written. */
export function linesOf({ day, sections, asks }: { day: string, sections: Section[], asks: Ask[] }): LedgerLine[] {
  const told = sections.flatMap(({ late, later, ...section }) => [...late, ...later].map((one) => lineOf(section, one)))
  return [letterLine(day), ...told, ...asks.map(({ kind, what, period }) => ({ kind, what, period }))]
}

function lineOf({ kind, day }: Pick<Section, 'kind' | 'day'>, one: Told): LedgerLine {
  return kind === 'escalation' ? longOverdueLine(one) : { kind, what: one.what, period: day }
}

export function isLetter({ what }: Pick<LedgerLine, 'what'>): boolean {
  return what === LETTER
}

export function letterLine(day: string): LedgerLine {
  return { kind: 'digest', what: LETTER, period: day }
}

export function longOverdueLine({ what, due_at }: Told): LedgerLine {
  return { kind: 'escalation', what, period: dayOf(due_at!) }
}

/** A line of a letter that has not gone yet, with the loan it tells of as it stands now. */
export type UnsentLine = LedgerLine & {
  id: string, letter_id: string, person_id: string, created_at: string, due_at: string | null, returned_at: string | null, voided_at: string | null
}

/** Whether nothing has happened since that would change what the letter says; whatever is no loan is looked up anew. */
export function isAsWritten({ what, period, due_at, returned_at, voided_at }: UnsentLine): boolean {
  return what === LETTER || (due_at !== null && returned_at === null && voided_at === null && dayOf(due_at) <= period)
}

/** The unsent letters that a day closed afterwards takes back: those of that day or of its check, and those of loans due on it. */
export function lettersWithdrawn(unsent: UnsentLine[], before: Calendar, after: Calendar): string[] {
  const isClosedNow = (day: string) => isStaffDay(day, before) && !isStaffDay(day, after)
  const caused = unsent.filter(({ kind, what, period, due_at }) => ((what === LETTER || kind === 'evening') && isClosedNow(period)) || (due_at !== null && isClosedNow(dayOf(due_at))))
  return [...new Set(caused.map(({ letter_id }) => letter_id))]
}
