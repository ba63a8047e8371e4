import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { maySlip } from './rules.ts'
import { findLoan, type Loan } from './store.ts'
import { undoOut } from './undo.ts'

/** Undoes one's own booking out within five minutes; null when it is too late. Throws NotFound. */
export function undoOwn(db: Db, loanId: string, personId: string, now: Date): Promise<Loan | null> {
  return act(db, async (db) => {
    const loan = await findLoan(db, loanId)
    if (!loan) throw new NotFound('There is no such entry in the book.')
    if (!maySlip(loan, personId, now)) return null
    await undoOut(db, [loanId], { person_id: personId, desk_id: null }, now)
    return loan
  })
}
