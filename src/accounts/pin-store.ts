import type { Db } from '../database/open.ts'
import { lockEnds, MOST_FAILURES } from './rules.ts'

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

/**
 * Counts a try before it is looked at, so that many at once are no way around the limit; the last one allowed locks the
 * PIN at the same stroke. Undefined when it is locked or not set.
 */
export function countTry(db: Db, personId: string, now: Date) {
  return db.updateTable('pins')
    .set((e) => ({
      failures: e.case().when('locked_until', 'is not', null).then(1).else(e('failures', '+', 1)).end(),
      locked_until: e.case().when(e.and([e('locked_until', 'is', null), e('failures', '>=', MOST_FAILURES - 1)]))
        .then(lockEnds(now)).else(null).end(),
    }))
    .where('person_id', '=', personId)
    .where((e) => e.or([e('locked_until', 'is', null), e('locked_until', '<=', now.toISOString())]))
    .returning(['pin_hash', 'locked_until']).executeTakeFirst()
}

export async function forgetTries(db: Db, personId: string): Promise<void> {
  await db.updateTable('pins').set({ failures: 0, locked_until: null }).where('person_id', '=', personId).execute()
}
