import type { Calendar } from '../calendar/calendar.ts'
import { dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import { readSettings } from '../settings/store.ts'
import { grouped } from '../text/grouped.ts'
import { hasLesson } from './lessons.ts'
import { writeOfReservation } from './letters.ts'
import { linesOf, type ReservationLine } from './lines.ts'
import { remainingOf, whenOf } from './standing.ts'
import { listOpenFrom, writeCancelled } from './store.ts'

const LAST = '9999-12-31'

/** Reservations still to be collected that had a lesson on their day and have none after a change of the calendar, the first day in front (M2, M5). */
export async function listWithoutLesson(db: Db, before: Calendar, after: Calendar, now: Date): Promise<ReservationLine[]> {
  const rows = await listOpenFrom(db, dayOf(now), LAST)
  if (rows.length === 0) return []
  const when = whenOf(now, before, await readSettings(db))
  const lost = rows.filter((row) => row.collected === 0 && remainingOf(row, when) > 0 && hasLesson(row, before) && !hasLesson(row, after))
  return linesOf(lost, when)
}

/** Cancels them; each person they were for is written to once. */
export async function cancelWithoutLesson(db: Act, lines: readonly ReservationLine[], actor: Actor, address: string, now: Date): Promise<void> {
  if (lines.length === 0) return
  await writeCancelled(db, lines.map(({ id }) => id), { cancelled_at: now.toISOString(), cancelled_by_id: actor.person_id })
  await record(db, actor, now, ...lines.map(({ id, person_id }) => ({ verb: 'reservation.cancelled', subject: 'reservation', subject_id: id, data: { person_id } })))
  for (const [to_id, [first, ...more]] of grouped(lines, ({ person_id }) => person_id)) {
    await writeOfReservation(db, first!, { deed: 'no lesson', to_id, by_id: actor.person_id, address, more: more.length }, now)
  }
}
