import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { linesOf, type ReservationLine } from './lines.ts'
import { readWhen } from './stock.ts'
import { listOpenFrom } from './store.ts'

/** What is reserved for the rest of today and not collected, the first lesson in front. */
export async function listToCollect(db: Db, now: Date): Promise<ReservationLine[]> {
  const rows = await listOpenFrom(db, dayOf(now), dayOf(now))
  if (rows.length === 0) return []
  return linesOf(rows, await readWhen(db, now)).filter(({ standing }) => standing === 'coming' || standing === 'ready')
}
