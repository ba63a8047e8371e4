import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import type { Actor } from '../events/record.ts'
import { once } from '../http/once.ts'
import { findLoan } from '../loans/store.ts'
import { keepBoth } from './correct.ts'
import { strikeOutLoan } from './store.ts'

export type StrikeOut = { loan_id: string, reason: string, actor: Actor }

/** Strikes out an entry of what never happened; it stays in the book with who, when and why. Throws NotFound. */
export function strikeOut(db: Db, key: string, wish: StrikeOut, now: Date): Promise<void> {
  return act(db, (db) => once(db, key, wish, now, async () => {
    const loan = await findLoan(db, wish.loan_id)
    if (!loan) throw new NotFound('There is no such entry in the book.')
    if (!await strikeOutLoan(db, loan.id, wish.actor.person_id, now)) return null
    const after = { voided_at: now.toISOString() }
    await keepBoth(db, loan, { before: {}, after, reason: wish.reason, verb: 'loan.struck out' }, wish.actor, now)
    return null
  })).then(() => undefined)
}
