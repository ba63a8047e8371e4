import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { findBorrower, findLoan, type Loan } from '../loans/store.ts'
import { readLimits } from '../people/limits.ts'
import { reservedInstead } from './reserved.ts'
import { type ExtendFacts, type Extended, extended } from './rules.ts'
import { insertExtension, listExtensions } from './store.ts'

/** `wanted` is the time that the lead typed, UTC ISO, or null. */
export type Extend = { loan_id: string, by: ExtendFacts['by'], wanted: string | null }

export function extenderOf({ person_id, roles }: Account): ExtendFacts['by'] {
  return { person_id, is_lead: can(roles, 'extend-loans') }
}

/** Lets something out for longer; every refusal comes back as a value (M1). Throws NotFound and KeyReused. */
export function extendLoan(db: Db, key: string, wish: Extend, now: Date): Promise<Extended> {
  return actOnce(db, key, wish, now, async (db) => {
    const loan = await findLoan(db, wish.loan_id)
    if (!loan) throw new NotFound('There is no such entry in the book.')
    const outcome = extended(await factsOf(db, loan, wish), await readCalendar(db), now)
    if ('refusals' in outcome) return outcome
    const refusals = wish.by.is_lead ? [] : await reservedInstead(db, loan, outcome.due_at, now)
    if (refusals.length > 0) return { refusals }
    await write(db, loan, outcome.due_at, wish.by, now)
    return outcome
  }, (outcome) => 'due_at' in outcome)
}

export async function factsOf(db: Db, loan: Loan, { by, wanted }: Omit<Extend, 'loan_id'>): Promise<ExtendFacts> {
  const { borrower_id, due_at, returned_at, voided_at } = loan
  const borrower = await findBorrower(db, borrower_id)
  const same_day = borrower !== undefined && (await readLimits(db, borrower.kind)).same_day
  const earlier = (await listExtensions(db, [loan.id])).get(loan.id) ?? []
  const times = earlier.filter(({ by_id }) => by_id === borrower_id).length
  return { borrower_id, due_at, returned_at, voided_at, last_day: borrower?.last_day ?? null, same_day, times, by, wanted }
}

async function write(db: Db, loan: Loan, due_after: string, by: ExtendFacts['by'], now: Date): Promise<void> {
  const [id, actor]: [string, Actor] = [newId(), { person_id: by.person_id, desk_id: null }]
  await db.updateTable('loans').set({ due_at: due_after }).where('id', '=', loan.id).execute()
  await insertExtension(db, { id, loan_id: loan.id, at: now.toISOString(), by_id: by.person_id!, due_before: loan.due_at, due_after })
  const data = { loan_id: loan.id, extension_id: id, from: loan.due_at, to: due_after }
  await record(db, actor, now, { verb: 'loan.extended', subject: 'device', subject_id: loan.device_id, data })
}
