import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import { reservations } from './store.ts'

/** What some people have reserved for days (YYYY-MM-DD) from today on that come after their last one. */
export const listAfterLastDay = prepared((db: Db, people: string[], today: string) => reservations(db).where('r.person_id', 'in', people)
  .where('r.cancelled_at', 'is', null).where('r.day', '>=', today).whereRef('r.day', '>', 'p.last_day').orderBy('r.day').orderBy('r.starts').orderBy('r.id'))
