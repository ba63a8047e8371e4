import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { preparedFirst } from '../database/prepared.ts'
import type { OutOfUseBecause } from '../database/tables.ts'

export function findOutOfUse(db: Db, id: string) {
  return db.selectFrom('out_of_use as o').innerJoin('devices as d', 'd.id', 'o.device_id')
    .select(['o.id', 'o.device_id', 'o.until_at', 'd.code']).where('o.id', '=', id).executeTakeFirst()
}

export const findOpenOutOfUse = preparedFirst((db: Db, deviceId: string) =>
  db.selectFrom('out_of_use').select(['id', 'because', 'note', 'from_at']).where('device_id', '=', deviceId)
    .where('until_at', 'is', null))

export async function insertOutOfUse(
  db: Db, deviceId: string, because: OutOfUseBecause, note: string, now: Date,
): Promise<string> {
  const id = newId()
  await db.insertInto('out_of_use')
    .values({ id, device_id: deviceId, because, note, from_at: now.toISOString(), until_at: null }).execute()
  return id
}

/** False when it had ended already. */
export async function closeOutOfUse(db: Db, id: string, now: Date): Promise<boolean> {
  const result = await db.updateTable('out_of_use').set({ until_at: now.toISOString() })
    .where('id', '=', id).where('until_at', 'is', null).executeTakeFirst()
  return result.numUpdatedRows > 0n
}
