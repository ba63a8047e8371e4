import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import { open } from './store.ts'

/** What some people have reserved for days (YYYY-MM-DD) from today on that come after their last one. */
export const listAfterLastDay = prepared((db: Db, people: string[], today: string) => open(db).where('r.person_id', 'in', people)
  .where('r.made_way_at', 'is', null).where('r.day', '>=', today).whereRef('r.day', '>', 'p.last_day'))

/** What is offered to others for days (YYYY-MM-DD) from today on, the first day and lesson in front. */
export const listOffered = prepared((db: Db, today: string, limit: number) => open(db).where('r.offered_at', 'is not', null)
  .where('r.day', '>=', today).limit(limit))

/** What one person has reserved for days from today on. */
export const listComing = prepared((db: Db, personId: string, today: string) => open(db)
  .where('r.person_id', '=', personId).where('r.day', '>=', today))

export async function writeOffered(db: Db, ids: readonly string[], by: { offered_at: string, offered_by_id: string }): Promise<void> {
  await db.updateTable('reservations').set(by).where('id', 'in', ids).where('cancelled_at', 'is', null).where('offered_at', 'is', null).execute()
}
