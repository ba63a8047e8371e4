import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import type { LoanOutcome } from '../database/tables.ts'
import { type Actor, record } from '../events/record.ts'
import { insertSightings } from '../sightings/store.ts'
import { endLoan, findOpenLoan, type Loan } from './store.ts'

export type TakeBack = { device_id: string, actor: Actor, outcome?: LoanOutcome, on_charge?: 0 | 1 | null }

/** Brings a device back in an act of its own; null when no loan of it is open (M4). */
export function takeBack(db: Db, wish: TakeBack, now: Date): Promise<Loan | null> {
  return act(db, (db) => bringBack(db, wish, now))
}

/** The same inside an act that does more. `passed on` ends a loan because the next one begins. */
export async function bringBack(db: Act, wish: TakeBack, now: Date): Promise<Loan | null> {
  const loan = await findOpenLoan(db, wish.device_id)
  if (!loan) return null
  const outcome = wish.outcome ?? 'returned'
  const returned_at = later(now.toISOString(), loan.taken_at)
  const ending = {
    returned_at, outcome, back_desk_id: wish.actor.desk_id,
    taken_back_by_id: wish.actor.person_id, on_charge: wish.on_charge ?? null,
  }
  await endLoan(db, loan.id, ending)
  if (outcome === 'returned') await insertSightings(db, [loan.device_id], wish.actor, now)
  await record(db, wish.actor, now, {
    verb: `loan.${outcome === 'returned' ? 'back' : outcome}`, subject: 'device', subject_id: loan.device_id, data: { loan_id: loan.id },
  })
  return { ...loan, ...ending }
}

/** A clock that was set back never makes a loan end before it began. */
function later(a: string, b: string): string {
  return a > b ? a : b
}
