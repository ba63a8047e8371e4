import type { Db } from '../database/open.ts'

export function findPin(db: Db, personId: string) {
  return db.selectFrom('pins').selectAll().where('person_id', '=', personId).executeTakeFirst()
}

export async function writePin(db: Db, personId: string, pinHash: string, now: Date): Promise<void> {
  const fresh = { pin_hash: pinHash, set_at: now.toISOString(), failures: 0, locked_until: null }
  await db.insertInto('pins').values({ person_id: personId, ...fresh })
    .onConflict((c) => c.column('person_id').doUpdateSet(fresh)).execute()
}

export async function removePin(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('pins').where('person_id', '=', personId).execute()
}
