import { at, dayOf } from '../calendar/days.ts'
import type { Row } from '../database/tables.ts'

const SLIP_MS = 5 * 60_000

/** Whether what was done at an instant (UTC ISO) may still be undone as a slip. */
export function isFresh(at: string, now: Date): boolean {
  return now.getTime() - Date.parse(at) <= SLIP_MS
}

type SlipFacts = Pick<Row<'loans'>, 'booked_out_by_id' | 'taken_at' | 'returned_at' | 'voided_at'>

/** Whether a person may still undo a booking out of their own: open, theirs, and within five minutes. */
export function maySlip(loan: SlipFacts, personId: string, now: Date): boolean {
  if (loan.booked_out_by_id !== personId || loan.returned_at !== null || loan.voided_at !== null) return false
  return isFresh(loan.taken_at, now)
}

/** A time asked for today (`HH:MM`) that has gone already is a slip of the pen, not a wish. */
export function hasPassed(until: string, now: Date): boolean {
  return at(dayOf(now), until) <= now.toISOString()
}
