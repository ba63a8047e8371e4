import { type Calendar, isStaffDay, nextStaffDay } from '../calendar/calendar.ts'
import { dayOf } from '../calendar/days.ts'
import { endOf, lastOpenDay } from '../calendar/due.ts'
import type { Problem } from '../http/forms.ts'

export type ExtendFacts = {
  borrower_id: string, due_at: string, returned_at: string | null, voided_at: string | null
  /** The borrower's last day, YYYY-MM-DD, or null. */
  last_day: string | null
  /** Whatever the borrower has is back on the day on which it was taken. */
  same_day: boolean
  /** How often the borrower has extended it already. */
  times: number
  by: { person_id: string | null, is_lead: boolean }
  /** The time that the lead typed, UTC ISO, or null for the end of the next day with staff in. */
  wanted: string | null
}

export type Extended = { due_at: string } | { refusals: Problem[] }

/**
 * When a loan is due once it is extended: the end of the next day with staff in, or a time that the lead types; the
 * borrower may once, the lead always; never on a closed day, never after the borrower's last open day (M1).
 */
export function extended(facts: ExtendFacts, calendar: Calendar, now: Date): Extended {
  const refusals = [...refusalsToAsk(facts), ...timeRefusals(facts, calendar, now)]
  return refusals.length > 0 ? { refusals } : { due_at: dueOf(facts, calendar, now) }
}

/** What stands against this person's extending it at all, before any time is typed. */
export function refusalsToAsk({ borrower_id, returned_at, voided_at, times, by }: ExtendFacts): Problem[] {
  if (voided_at !== null) return [refusal('This entry is struck out')]
  if (returned_at !== null) return [refusal('It is back already')]
  if (by.is_lead) return []
  if (by.person_id !== borrower_id) return [refusal('Only whoever has it can keep it longer, or the computing lead')]
  return times > 0 ? [refusal('You have kept it longer once already. Ask the computing lead')] : []
}

function timeRefusals(facts: ExtendFacts, calendar: Calendar, now: Date): Problem[] {
  const { wanted, due_at, by } = facts
  if (wanted !== null && !by.is_lead) return [refusal('Only the computing lead chooses another time')]
  const last = lastEnd(facts, calendar)
  const stays = last !== null && last <= due_at
  if (facts.same_day && (wanted === null || dayOf(wanted) > dayOf(due_at))) return [{ name: wanted === null ? '' : 'until_day', message: 'Whoever has it borrows for the day only, and it cannot stay out longer' }]
  if (stays) return [refusal('It is due on the last day of whoever has it, and cannot stay out longer')]
  return wanted === null ? [] : typedRefusals(wanted, facts, calendar, now)
}

function typedRefusals(wanted: string, facts: ExtendFacts, calendar: Calendar, now: Date): Problem[] {
  const last = lastEnd(facts, calendar)
  if (wanted <= now.toISOString()) return [{ name: 'until_day', message: 'That time has passed' }]
  if (wanted <= facts.due_at) return [{ name: 'until_day', message: 'It is due later than that already' }]
  if (!isStaffDay(dayOf(wanted), calendar)) return [{ name: 'until_day', message: 'The school is closed on that day' }]
  return last !== null && wanted > last ? [{ name: 'until_day', message: 'That is after the last day of whoever has it' }] : []
}

function dueOf(facts: ExtendFacts, calendar: Calendar, now: Date): string {
  const last = lastEnd(facts, calendar)
  const next = facts.wanted ?? nextEnd(facts.due_at, calendar, now)
  return last !== null && last < next ? last : next
}

/** What has long been due is due at the next end of a day that is still to come. */
function nextEnd(dueAt: string, calendar: Calendar, now: Date): string {
  let day = nextStaffDay(dayOf(dueAt), calendar)
  while (endOf(day, calendar) <= now.toISOString()) day = nextStaffDay(day, calendar)
  return endOf(day, calendar)
}

function lastEnd({ last_day }: ExtendFacts, calendar: Calendar): string | null {
  return last_day === null ? null : endOf(lastOpenDay(last_day, calendar), calendar)
}

function refusal(message: string): Problem {
  return { name: '', message }
}
