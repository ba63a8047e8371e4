import { sql } from 'kysely'
import type { Db } from '../database/open.ts'

/** Who else knows a device's password since a reset, by surname. */
export function listKnownTo(db: Db, resetId: string) {
  return db.selectFrom('password_known_to as x').innerJoin('people as p', 'p.id', 'x.person_id').select(['p.id', 'p.name'])
    .where('x.reset_id', '=', resetId).orderBy('p.sort_name').execute()
}

export async function writeKnownTo(db: Db, resetId: string, personIds: string[]): Promise<void> {
  await db.deleteFrom('password_known_to').where('reset_id', '=', resetId).execute()
  const rows = [...new Set(personIds)].map((person_id) => ({ reset_id: resetId, person_id }))
  if (rows.length > 0) await db.insertInto('password_known_to').values(rows).execute()
}

/** Forgets who knew the passwords before the last reset of each device: a slip that is undone brings no more than that back. */
export async function forgetKnownTo(db: Db, deviceIds: string[]): Promise<void> {
  const replaced = db.selectFrom('password_resets as r').select('r.id').where('r.device_id', 'in', deviceIds)
    .where(sql<boolean>`(r.undone_at is not null
      or exists (select 1 from password_resets n where n.device_id = r.device_id and n.undone_at is null and n.day > r.day))`)
  await db.deleteFrom('password_known_to').where('reset_id', 'in', replaced).execute()
}
