import { sql } from 'kysely'
import type { Db } from '../../database/open.ts'
import { prepared, preparedFirst } from '../../database/prepared.ts'
import type { Row } from '../../database/tables.ts'

export async function insertHandover(db: Db, row: Row<'handovers'>): Promise<void> {
  await db.insertInto('handovers').values(row).execute()
}

/** The latest receipt of a device's being given, under which it is looked after now. */
export const findGiven = preparedFirst((db: Db, allocationId: string) =>
  db.selectFrom('handovers').selectAll().where('allocation_id', '=', allocationId).where('way', '=', sql.lit('given' as const))
    .orderBy('id', 'desc').limit(1))

/** A receipt with whose it is. */
export function findHandover(db: Db, id: string) {
  return db.selectFrom('handovers as h').innerJoin('allocations as a', 'a.id', 'h.allocation_id').innerJoin('devices as d', 'd.id', 'a.device_id')
    .selectAll('h').select(['a.keeper_id', 'a.device_id', 'd.code']).where('h.id', '=', id).executeTakeFirst()
}

/** False when it was answered or closed already. */
export async function writeAnswer(db: Db, id: string, answer: Pick<Row<'handovers'>, 'answer' | 'answer_words' | 'answered_at' | 'answered_how'>): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('handovers').set(answer)
    .where('id', '=', id).where('answered_at', 'is', null).where('closed_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function closeHandover(db: Db, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('handovers').set({ closed_at: now.toISOString() })
    .where('id', '=', id).where('closed_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Nobody is asked any more about how a device was given that is given anew or looked after no longer. */
export async function closeGiven(db: Db, allocationId: string, now: Date): Promise<void> {
  await db.updateTable('handovers').set({ closed_at: now.toISOString() }).where('allocation_id', '=', allocationId)
    .where('way', '=', 'given').where('closed_at', 'is', null).execute()
}

/** Whatever is not confirmed, or was found otherwise than described. */
export const isOpenReceipt = sql<boolean>`h.closed_at is null and coalesce(h.answer, '') <> 'as described'`

const open = (db: Db) => db.selectFrom('handovers as h')
  .innerJoin('allocations as a', 'a.id', 'h.allocation_id').innerJoin('devices as d', 'd.id', 'a.device_id')
  .innerJoin('device_types as t', 't.id', 'd.type_id').innerJoin('people as k', 'k.id', 'a.keeper_id')
  .select(['h.id', 'h.allocation_id', 'h.way', 'h.condition', 'h.charger', 'h.bag', 'h.goes_home', 'h.given_at', 'h.answer', 'h.answer_words',
    'h.closed_at', 'a.keeper_id', 'k.name as keeper', 'd.id as device_id', 'd.code', 't.name as type_name'])
  .where(isOpenReceipt)

export const listOpenHandovers = prepared((db: Db) => open(db).orderBy('h.id'))
export const listOwnOpenHandovers = prepared((db: Db, keeperId: string) => open(db).where('a.keeper_id', '=', keeperId).orderBy('h.id'))

export type OpenHandover = Awaited<ReturnType<typeof listOpenHandovers>>[number]

/** What somebody handed back, the latest in front. */
export const listHandedBack = prepared((db: Db, keeperId: string, most: number) =>
  db.selectFrom('handovers as h').innerJoin('allocations as a', 'a.id', 'h.allocation_id').innerJoin('devices as d', 'd.id', 'a.device_id')
    .selectAll('h').select('d.code').where('a.keeper_id', '=', keeperId).where('h.way', '=', sql.lit('handed back' as const))
    .orderBy('h.id', 'desc').limit(most))

/** What somebody was given since an instant (UTC ISO) and looks after under that receipt. */
export const listGivenSince = prepared((db: Db, keeperId: string, since: string) =>
  db.selectFrom('allocations as a').innerJoin('handovers as h', 'h.allocation_id', 'a.id').innerJoin('devices as d', 'd.id', 'a.device_id')
    .selectAll('h').select('d.code').where('a.keeper_id', '=', keeperId).where('a.until_at', 'is', null)
    .where('h.way', '=', sql.lit('given' as const)).where('h.closed_at', 'is', null).where('h.given_at', '>=', since).orderBy('h.id'))

/** What is to be back by a day (YYYY-MM-DD) and is looked after still. */
export const listKeptOver = prepared((db: Db, day: string) =>
  db.selectFrom('allocations as a').innerJoin('devices as d', 'd.id', 'a.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
    .innerJoin('people as k', 'k.id', 'a.keeper_id')
    .select(['a.id as allocation_id', 'a.keeper_id', 'k.name as keeper', 'a.until_day', 'd.code', 't.name as type_name'])
    .$narrowType<{ until_day: string }>()
    .where('a.until_at', 'is', null).where('a.until_day', '<=', day).orderBy('a.until_day').orderBy('d.code'))

export type KeptOver = Awaited<ReturnType<typeof listKeptOver>>[number]
