import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { preparedFirst } from '../database/prepared.ts'
import { hasBegun, notLeft } from '../people/here.ts'

export function findAllocation(db: Db, id: string) {
  return db.selectFrom('allocations as a').innerJoin('devices as d', 'd.id', 'a.device_id')
    .select(['a.id', 'a.device_id', 'a.keeper_id', 'a.until_at', 'd.code']).where('a.id', '=', id).executeTakeFirst()
}

export const findOpenAllocation = preparedFirst((db: Db, deviceId: string) =>
  db.selectFrom('allocations').select(['id', 'keeper_id', 'from_at']).where('device_id', '=', deviceId)
    .where('until_at', 'is', null))

export async function insertAllocation(db: Db, deviceId: string, keeperId: string, now: Date): Promise<string> {
  const id = newId()
  await db.insertInto('allocations')
    .values({ id, device_id: deviceId, keeper_id: keeperId, from_at: now.toISOString(), until_at: null }).execute()
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
