import type { Act } from '../database/act.ts'
import { type Actor, record } from '../events/record.ts'
import { unmarkFound } from '../sightings/store.ts'
import { canGoOnAsItWas, findLoan, reopenLoan, voidLoans } from './store.ts'

/** Undoes a booking out made by mistake: the loans are voided and stay in the book. Answers those that were still open. */
export async function undoOut(db: Act, loanIds: string[], actor: Actor, now: Date): Promise<string[]> {
  const voided = await voidLoans(db, loanIds, actor.person_id, now)
  for (const id of voided) await tell(db, 'loan.voided', id, actor, now)
  return voided
}

/** Undoes a bringing back: the loan is open again. False when the device has gone out since, or out of use. */
export async function undoBack(db: Act, loanId: string, actor: Actor, now: Date): Promise<boolean> {
  const loan = await findLoan(db, loanId)
  if (!loan || loan.returned_at === null || loan.voided_at !== null || !await canGoOnAsItWas(db, loan)) return false
  await reopenLoan(db, loanId)
  await unmarkFound(db, loan.device_id, loan.returned_at)
  await tell(db, 'loan.back undone', loanId, actor, now)
  return true
}

async function tell(db: Act, verb: string, loanId: string, actor: Actor, now: Date): Promise<void> {
  const loan = await findLoan(db, loanId)
  if (loan) await record(db, actor, now, { verb, subject: 'device', subject_id: loan.device_id, data: { loan_id: loanId } })
}
