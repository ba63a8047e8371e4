import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import type { Actor } from '../events/record.ts'
import { once } from '../http/once.ts'
import { sayLeftClean } from './left-clean.ts'
import { findLoan } from './store.ts'
import { bringBack } from './take-back.ts'

export type Return = { loan_id: string, on_charge: 0 | 1 | null, left_clean: 0 | 1 | null, actor: Actor }

/**
 * Brings back the device of one loan, for a form that may be sent again (M4). A loan that has ended already stays as
 * it is, and whoever has the device by then keeps it. Throws NotFound and KeyReused.
 */
export function returnLoan(db: Db, key: string, wish: Return, now: Date): Promise<{ device_id: string }> {
  return act(db, (db) => once(db, key, wish, now, async () => {
    const loan = await findLoan(db, wish.loan_id)
    if (!loan) throw new NotFound('There is no such entry in the book.')
    const { device_id } = loan
    const open = loan.returned_at === null && loan.voided_at === null
    if (open) await bringBack(db, { device_id, actor: wish.actor, on_charge: wish.on_charge }, now)
    if (open && wish.left_clean !== null) await sayLeftClean(db, [loan.id], wish.left_clean, wish.actor, now)
    return { device_id }
  }))
}
