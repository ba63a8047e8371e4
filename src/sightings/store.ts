import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { Actor } from '../events/record.ts'

/** Devices were seen at a place and moment. Append-only; unless said otherwise the place is the desk's name, or the suite. */
export async function insertSightings(db: Db, deviceIds: string[], actor: Actor, now: Date, where: string | null = null): Promise<void> {
  if (deviceIds.length === 0) return
  const place = where ?? await placeOf(db, actor.desk_id)
  await db.insertInto('sightings').values(deviceIds.map((device_id) => ({
    id: newId(), device_id, seen_at: now.toISOString(), place, desk_id: actor.desk_id, by_id: actor.person_id,
  }))).execute()
}

async function placeOf(db: Db, deskId: string | null): Promise<string> {
  if (deskId === null) return 'the suite'
  const desk = await db.selectFrom('desks').select('name').where('id', '=', deskId).executeTakeFirst()
  return desk?.name ?? 'the suite'
}
