import type { Account } from '../auth/account.ts'
import { nextStaffDay } from '../calendar/calendar.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { linesOf, type ReservationLine } from './lines.ts'
import type { When } from './standing.ts'
import { listOwn } from './store.ts'

/** What one has reserved for today and the next school day: one narrow query. */
export async function reservationsFor(db: Db, { person_id }: Account, when: When): Promise<ReservationLine[]> {
  const today = dayOf(when.now)
  const rows = await listOwn(db, person_id, today, nextStaffDay(today, when.calendar))
  return linesOf(rows, when)
}
