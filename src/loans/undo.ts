import type { Act } from '../database/act.ts'
import { type Actor, record } from '../events/record.ts'
import { findLoan, findOpenLoan, reopenLoan, voidLoans } from './store.ts'

/** Undoes a booking out made by mistake: the loans are voided and stay in the book. False when one has ended since. */
export async function undoOut(db: Act, loanIds: string[], actor: Actor, now: Date): Promise<boolean> {
  const voided = await voidLoans(db, loanIds, actor.person_id, now)
  for (const id of voided) await tell(db, 'loan.voided', id, actor, now)
  return voided.length === loanIds.length
}

/** Undoes a bringing back: the loan is open again. False when the device has gone out to somebody else since. */
export async function undoBack(db: Act, loanId: string, actor: Actor, now: Date): Promise<boolean> {
  const loan = await findLoan(db, loanId)
  if (!loan || loan.voided_at !== null || await findOpenLoan(db, loan.device_id)) return false
  await reopenLoan(db, loanId)
  await tell(db, 'loan.back undone', loanId, actor, now)
  return true
}

async function tell(db: Act, verb: string, loanId: string, actor: Actor, now: Date): Promise<void> {
  const loan = await findLoan(db, loanId)
  if (loan) await record(db, actor, now, { verb, subject: 'device', subject_id: loan.device_id, data: { loan_id: loanId } })
}
