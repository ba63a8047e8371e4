import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { LoanOutcome, Row } from '../database/tables.ts'
import { isPresent, notLeft } from '../people/here.ts'

export type Loan = Row<'loans'>

export const findLoan = preparedFirst((db: Db, id: string) =>
  db.selectFrom('loans').selectAll().where('id', '=', id))

export const findOpenLoan = preparedFirst((db: Db, deviceId: string) =>
  db.selectFrom('loans').selectAll().where('device_id', '=', deviceId)
    .where('returned_at', 'is', null).where('voided_at', 'is', null))

/** The open loans of some devices, by device id. */
export async function listOpenLoansOf(db: Db, deviceIds: string[]): Promise<Map<string, Loan>> {
  if (deviceIds.length === 0) return new Map()
  const loans = await findOpenLoansOf(db, deviceIds)
  return new Map(loans.map((loan) => [loan.device_id, loan]))
}

const findOpenLoansOf = prepared((db: Db, deviceIds: string[]) =>
  db.selectFrom('loans').selectAll().where('device_id', 'in', deviceIds)
    .where('returned_at', 'is', null).where('voided_at', 'is', null))

export const insertLoans = prepared((db: Db, loans: Loan[]) => db.insertInto('loans').values(loans))

export type Ending = {
  returned_at: string, outcome: LoanOutcome, back_desk_id: string | null, taken_back_by_id: string | null
  on_charge: 0 | 1 | null
}

/** Ends a loan that is open. */
export const endLoan = prepared((db: Db, id: string, ending: Ending) => db.updateTable('loans').set(ending)
  .where('id', '=', id).where('returned_at', 'is', null).where('voided_at', 'is', null))

/** Whether nothing has come between: no later loan of the device, ended or not, and it is in use. */
export async function canGoOnAsItWas(db: Db, { id, device_id, taken_at }: Loan): Promise<boolean> {
  const later = await db.selectFrom('loans').select('id').where('device_id', '=', device_id).where('id', '<>', id)
    .where('voided_at', 'is', null).where((e) => e.or([e('returned_at', 'is', null), e('returned_at', '>', taken_at)]))
    .limit(1).executeTakeFirst()
  if (later) return false
  const idle = await db.selectFrom('out_of_use').select('id').where('device_id', '=', device_id).where('until_at', 'is', null).executeTakeFirst()
  return idle === undefined
}

/** A return that was a slip: the loan is open again as it was. The event log keeps both. */
export async function reopenLoan(db: Db, id: string): Promise<void> {
  await db.updateTable('loans')
    .set({ returned_at: null, outcome: null, back_desk_id: null, taken_back_by_id: null, on_charge: null })
    .where('id', '=', id).where('voided_at', 'is', null).execute()
}

/** Voids open loans and returns the ids of those that were. */
export async function voidLoans(db: Db, ids: string[], byId: string | null, now: Date): Promise<string[]> {
  const rows = await db.updateTable('loans').set({ voided_at: now.toISOString(), voided_by_id: byId })
    .where('id', 'in', ids).where('voided_at', 'is', null).where('returned_at', 'is', null).returning('id').execute()
  return rows.map(({ id }) => id)
}

export async function setOnCharge(db: Db, ids: string[], onCharge: 0 | 1 | null): Promise<void> {
  await db.updateTable('loans').set({ on_charge: onCharge }).where('id', 'in', ids).where('returned_at', 'is not', null).execute()
}

/** What a borrower needs checking for. */
export const findBorrower = preparedFirst((db: Db, id: string) =>
  db.selectFrom('people').select(['id', 'name', 'kind', 'first_day', 'last_day']).where('id', '=', id))

/** Whoever is to answer for a loan: here on a day (YYYY-MM-DD), and not away. */
export const findAnswerer = preparedFirst((db: Db, id: string, today: string) =>
  db.selectFrom('people').select('kind').where('id', '=', id).where(notLeft(today)).where(isPresent()))

const findEndsAfter = prepared((db: Db, deviceIds: string[], moment: string) =>
  db.selectFrom('loans').select((e) => ['device_id', e.fn.max('returned_at').as('end')])
    .where('returned_at', '>', moment).where('voided_at', 'is', null).where('device_id', 'in', deviceIds)
    .groupBy('device_id'))

/** Devices whose last loan ended after a moment (UTC ISO), by id: the clock was set back since, and theirs goes on from there. */
export async function listEndsAfter(db: Db, deviceIds: string[], moment: string): Promise<Map<string, string>> {
  const rows = await findEndsAfter(db, deviceIds, moment)
  return new Map(rows.map(({ device_id, end }) => [device_id, end!]))
}
