import { sql } from 'kysely'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import { hasBegun, notLeft } from '../people/here.ts'

export function findAllocation(db: Db, id: string) {
  return db.selectFrom('allocations as a').innerJoin('devices as d', 'd.id', 'a.device_id').innerJoin('people as k', 'k.id', 'a.keeper_id')
    .select(['a.id', 'a.device_id', 'a.keeper_id', 'a.until_at', 'a.until_day', 'd.code', 'k.name as keeper']).where('a.id', '=', id).executeTakeFirst()
}

export const findOpenAllocation = preparedFirst((db: Db, deviceId: string) =>
  db.selectFrom('allocations').select(['id', 'keeper_id', 'from_at', 'until_day']).where('device_id', '=', deviceId)
    .where('until_at', 'is', null))

type Beginning = { device_id: string, keeper_id: string, until_day: string | null }

export async function insertAllocation(db: Db, beginning: Beginning, now: Date): Promise<string> {
  const id = newId()
  await db.insertInto('allocations').values({ ...beginning, id, from_at: now.toISOString(), until_at: null }).execute()
  return id
}

/** False when it had ended already. */
export async function closeAllocation(db: Db, id: string, now: Date): Promise<boolean> {
  const result = await db.updateTable('allocations').set({ until_at: now.toISOString() })
    .where('id', '=', id).where('until_at', 'is', null).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function findKeeper(db: Db, id: string) {
  return await db.selectFrom('people').select(['id', 'name', 'kind', 'first_day', 'last_day'])
    .where('id', '=', id).executeTakeFirst() ?? null
}

/** People who may be given something to look after on a day (YYYY-MM-DD): those who are here. */
export function listKeepers(db: Db, today: string) {
  return db.selectFrom('people').select(['id', 'name'])
    .where(hasBegun(today))
    .where(notLeft(today))
    .orderBy('sort_name').orderBy('id').execute()
}

/** Of a device that is looked after still: another day by which it is back (YYYY-MM-DD), or none. */
export async function writeUntil(db: Db, id: string, untilDay: string | null): Promise<void> {
  await db.updateTable('allocations').set({ until_day: untilDay }).where('id', '=', id).where('until_at', 'is', null).execute()
}

/** Everything that is looked after, by code from `after` on, with its latest receipt; or what one adult looks after. */
export const listLookedAfter = prepared((db: Db, after: string, most: number) => lookedAfter(db).where('d.code', '>', after).orderBy('d.code').limit(most))
export const listOwn = prepared((db: Db, keeperId: string) => lookedAfter(db).where('a.keeper_id', '=', keeperId).orderBy('d.code'))
export const listLookedAfterOf = preparedFirst((db: Db, deviceId: string) => lookedAfter(db).where('a.device_id', '=', deviceId))

const latestGiven = sql<string>`(select max(x.id) from handovers x where x.allocation_id = a.id and x.way = 'given')`

function lookedAfter(db: Db) {
  return db.selectFrom('allocations as a').innerJoin('devices as d', 'd.id', 'a.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
    .innerJoin('people as k', 'k.id', 'a.keeper_id')
    .leftJoin('handovers as h', (join) => join.on('h.id', '=', latestGiven))
    .leftJoin('loans as l', (join) => join.onRef('l.device_id', '=', 'a.device_id').on('l.returned_at', 'is', null).on('l.voided_at', 'is', null))
    .leftJoin('people as b', 'b.id', 'l.borrower_id')
    .select(['a.id', 'a.device_id', 'a.keeper_id', 'k.name as keeper', 'a.from_at', 'a.until_day', 'd.code', 't.name as type_name', 'b.name as borrower',
      'h.id as handover_id', 'h.condition', 'h.charger', 'h.bag', 'h.goes_home', 'h.approval_id', 'h.given_at', 'h.answer', 'h.answer_words', 'h.answered_at', 'h.closed_at'])
    .where('a.until_at', 'is', null)
}

export type LookedAfter = Awaited<ReturnType<typeof listOwn>>[number]
