import { sql } from 'kysely'
import type { Db } from '../../database/open.ts'
import { prepared } from '../../database/prepared.ts'
import type { Row } from '../../database/tables.ts'

/** As a condition on keeper_answers `y`, and as its partial index has it. */
export const isOpenAnswer = sql<boolean>`y.closed_at is null and y.answer <> 'yes'`

const kept = (db: Db) => db.selectFrom('allocations as a').innerJoin('devices as d', 'd.id', 'a.device_id').innerJoin('people as k', 'k.id', 'a.keeper_id')
  .select(['a.id as allocation_id', 'a.keeper_id', 'k.name as keeper', 'd.code'])

/** What was looked after before a day (YYYY-MM-DD) already, and whose keeper has not answered since. */
export const listUnanswered = prepared((db: Db, day: string) =>
  kept(db).leftJoin('keeper_answers as y', (join) => join.onRef('y.allocation_id', '=', 'a.id').on('y.asked_day', '=', day))
    .where('a.until_at', 'is', null).where('a.from_at', '<', day).where('y.id', 'is', null).orderBy('d.code'))

export type Unanswered = Awaited<ReturnType<typeof listUnanswered>>[number]

/** What keepers have no longer, or have a problem with, until those who keep the devices have seen to it. */
export const listOpenAnswers = prepared((db: Db) =>
  kept(db).innerJoin('keeper_answers as y', 'y.allocation_id', 'a.id').select(['y.id', 'y.answer', 'y.words', 'y.answered_at']).where(isOpenAnswer).orderBy('y.id'))

/** False where it was answered already. */
export async function insertAnswer(db: Db, row: Row<'keeper_answers'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db.insertInto('keeper_answers').values(row).onConflict((c) => c.columns(['allocation_id', 'asked_day']).doNothing()).executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False where it was closed already. */
export async function closeAnswer(db: Db, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('keeper_answers').set({ closed_at: now.toISOString() }).where('id', '=', id).where('closed_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}
