import { sql } from 'kysely'
import type { Db } from '../../database/open.ts'
import { prepared, preparedFirst } from '../../database/prepared.ts'
import type { Row } from '../../database/tables.ts'

/** As the partial indexes have it. */
export const isOpenAsk = sql<boolean>`x.ended_at is null and (x.answer is null or x.answer = 'later')`

const asks = (db: Db) => db.selectFrom('borrow_asks as x').innerJoin('devices as d', 'd.id', 'x.device_id')
  .innerJoin('people as k', 'k.id', 'x.keeper_id').innerJoin('people as q', 'q.id', 'x.asker_id')
  .selectAll('x').select(['d.code', 'k.name as keeper', 'q.name as asker'])

export const listOpenAsks = prepared((db: Db) => asks(db).where(isOpenAsk).orderBy('x.id'))
export const listAsksOf = prepared((db: Db, keeperId: string) => asks(db).where(isOpenAsk).where('x.keeper_id', '=', keeperId).orderBy('x.id'))
export const listOwnAsks = prepared((db: Db, askerId: string, most: number) => asks(db).where('x.asker_id', '=', askerId).orderBy('x.id', 'desc').limit(most))
export const listAnsweredSince = prepared((db: Db, since: string) => asks(db).where('x.answered_at', 'is not', null).where('x.answered_at', '>=', since).where('x.ended_at', 'is', null))
export const findAsk = preparedFirst((db: Db, id: string) => asks(db).where('x.id', '=', id))

export type BorrowAsk = NonNullable<Awaited<ReturnType<typeof findAsk>>>

/** The open ask of a device by somebody. */
export const findOpenAsk = preparedFirst((db: Db, deviceId: string, askerId: string) =>
  asks(db).where(isOpenAsk).where('x.device_id', '=', deviceId).where('x.asker_id', '=', askerId))

export async function insertAsk(db: Db, row: Row<'borrow_asks'>): Promise<void> {
  await db.insertInto('borrow_asks').values(row).execute()
}

type Answered = Pick<Row<'borrow_asks'>, 'answer' | 'answer_words' | 'answered_at' | 'answered_by_id' | 'granted_until'>

/** False when yes or no was said already, or it has ended. */
export async function writeAnswer(db: Db, id: string, answered: Answered): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('borrow_asks').set(answered).where('id', '=', id).where('ended_at', 'is', null)
    .where((e) => e.or([e('answer', 'is', null), e('answer', '=', 'later')])).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** False when it had ended already. */
export async function endAsk(db: Db, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('borrow_asks').set({ ended_at: now.toISOString() })
    .where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A keeper answers for their time only: whoever comes next is asked anew. */
export async function endAsksOf(db: Db, deviceId: string, keeperId: string, now: Date): Promise<void> {
  await db.updateTable('borrow_asks').set({ ended_at: now.toISOString() }).where('device_id', '=', deviceId).where('keeper_id', '=', keeperId)
    .where('ended_at', 'is', null).execute()
}

/** Those of some devices whose keeper lets somebody borrow them on a day (YYYY-MM-DD). */
export const listSaidYes = prepared((db: Db, askerId: string, deviceIds: string[], day: string) =>
  db.selectFrom('borrow_asks as x').innerJoin('allocations as a', (join) => join.onRef('a.device_id', '=', 'x.device_id').onRef('a.keeper_id', '=', 'x.keeper_id').on('a.until_at', 'is', null))
    .select('x.device_id').where('x.asker_id', '=', askerId).where('x.device_id', 'in', deviceIds)
    .where('x.answer', '=', sql.lit('yes' as const)).where('x.ended_at', 'is', null).where('x.granted_until', '>=', day))

/** What came back that was lent by a keeper's yes of which the last day is not before `day` (YYYY-MM-DD). */
export const listLentBack = prepared((db: Db, day: string) =>
  db.selectFrom('borrow_asks as x').innerJoin('loans as l', (join) => join.onRef('l.device_id', '=', 'x.device_id').onRef('l.borrower_id', '=', 'x.asker_id').onRef('l.taken_at', '>=', 'x.answered_at'))
    .innerJoin('devices as d', 'd.id', 'x.device_id').innerJoin('people as q', 'q.id', 'x.asker_id')
    .select(['l.id as loan_id', 'x.keeper_id', 'd.code', 'q.name as asker', 'l.returned_at']).$narrowType<{ returned_at: string }>()
    .where('x.answer', '=', sql.lit('yes' as const)).where('x.ended_at', 'is', null).where('x.granted_until', '>=', day)
    .where('l.returned_at', 'is not', null).where('l.voided_at', 'is', null).where('l.outcome', '=', sql.lit('returned' as const)))

/** Whether anybody is asked, whether anything was answered since (UTC ISO), and whether a yes still counts: what letters ask first. */
export const findAnyAsk = preparedFirst((db: Db, since: string) => db.selectNoFrom((e) => [
  e.selectFrom('borrow_asks as x').select('x.id').where(isOpenAsk).limit(1).as('open'),
  e.selectFrom('borrow_asks as x').select('x.id').where('x.answered_at', '>=', since).where('x.answered_at', 'is not', null).limit(1).as('answered'),
]))
