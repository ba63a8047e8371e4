import { sql } from 'kysely'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'
import type { Actor } from '../events/record.ts'

/** When or where a device `d` of a query was last seen. */
export const lastSeen = (column: 'seen_at' | 'place') => sql<string | null>`(select ${sql.ref(`s1.${column}`)} from sightings s1
  where s1.device_id = d.id order by s1.seen_at desc limit 1)`

/** Devices were seen at a place and moment. Append-only; unless said otherwise the place is the desk's name, or the suite. */
export async function insertSightings(db: Db, deviceIds: string[], actor: Actor, now: Date, where: string | null = null): Promise<void> {
  if (deviceIds.length === 0) return
  const place = where ?? await placeOf(db, actor.desk_id)
  await insertRows(db, deviceIds.map((device_id) => ({
    id: newId(), device_id, seen_at: now.toISOString(), place, desk_id: actor.desk_id, by_id: actor.person_id,
  })))
  await markFound(db, deviceIds, now.toISOString())
}

/** What was not back at an end-of-day check is found by being seen (M5). */
const markFound = prepared((db: Db, deviceIds: string[], at: string) => db.updateTable('day_check_lines').set({ found_at: at })
  .where('device_id', 'in', deviceIds).where('result', '=', sql.lit('not back' as const)).where('found_at', 'is', null))

/** Undoing the return that found them takes that away again. */
export const unmarkFound = prepared((db: Db, deviceId: string, at: string) => db.updateTable('day_check_lines').set({ found_at: null })
  .where('device_id', '=', deviceId).where('found_at', '=', at))

async function placeOf(db: Db, deskId: string | null): Promise<string> {
  if (deskId === null) return 'the suite'
  return (await findDeskName(db, deskId))?.name ?? 'the suite'
}

const findDeskName = preparedFirst((db: Db, deskId: string) =>
  db.selectFrom('desks').select('name').where('id', '=', deskId))

const insertRows = prepared((db: Db, sightings: Row<'sightings'>[]) => db.insertInto('sightings').values(sightings))
