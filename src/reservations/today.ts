import type { Account } from '../auth/account.ts'
import { nextStaffDay, type Calendar } from '../calendar/calendar.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import { linesOf, type ReservationLine } from './availability.ts'
import { listOwn } from './store.ts'

/** What one has reserved for today and the next school day: one narrow query. */
export async function reservationsFor(db: Db, { person_id }: Account, { calendar, settings }: { calendar: Calendar, settings: Settings }, now: Date): Promise<ReservationLine[]> {
  const today = dayOf(now)
  const rows = await listOwn(db, person_id, today, nextStaffDay(today, calendar))
  return linesOf(rows, { now, calendar, held_minutes: settings.reservation_held_minutes })
}
