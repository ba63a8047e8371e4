import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import { insertInParts } from '../database/insert-in-parts.ts'
import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { readSettings } from '../settings/store.ts'
import { type DaysAsked, problemsToReserve, reservedDays } from './ask-rules.ts'
import { problemsInTheWay } from './in-the-way.ts'
import { lessonsPassed } from './lessons.ts'
import { makeWayFor } from './make-way.ts'
import { writeOfReservation } from './letters.ts'
import { meantBy, type Meant, type What } from './meant.ts'
import { whenOf } from './standing.ts'
import { needReservation } from './store.ts'

/** Days YYYY-MM-DD, lessons by when they start (HH:MM); `address` is the school's own. */
export type Wish = DaysAsked & { what: What, wanted: number | null, person_id: string, class_id: string | null, purpose: string, actor: Actor & { person_id: string }, address: string }
export type Made = { ids: string[], first: string, left_out: string[] } | { problems: Problem[] }

/** Reserves a device, a number of a type, or a set for lessons of a day, or of that day each week: all of them or none (M2). Throws NotFound, KeyReused. */
export function reserve(db: Db, key: string, wish: Wish, now: Date): Promise<Made> {
  return actOnce<Made>(db, key, wish, now, (db) => reserveIn(db, wish, now), (made) => 'ids' in made)
}

async function reserveIn(db: Act, wish: Wish, now: Date): Promise<Made> {
  const [calendar, settings] = [await readCalendar(db), await readSettings(db)]
  const meant = await meantBy(db, wish)
  const problems = [...meant.problems, ...problemsToReserve({ ...wish, ...meant, today: dayOf(now), days_ahead: settings.reservation_days_ahead }, calendar), ...lessonsPassed(wish, calendar, now)]
  if (problems.length > 0) return { problems }
  const { days, left_out } = reservedDays(wish, calendar)
  const rows = days.flatMap(({ day, spans }) => spans.map((span) => rowOf(wish, meant, { day, ...span }, now)))
  const stands = await problemsInTheWay(db, rows, whenOf(now, calendar, settings))
  if (stands.length > 0) return { problems: stands }
  await makeWayFor(db, rows, now)
  await insertInParts(db, 'reservations', rows)
  await record(db, wish.actor, now, ...rows.map(({ id, person_id }) => ({ verb: 'reservation.made', subject: 'reservation', subject_id: id, data: { person_id } })))
  if (wish.person_id !== wish.actor.person_id) await tellOf(db, rows, wish, now)
  return { ids: rows.map(({ id }) => id), first: rows[0]!.id, left_out }
}

async function tellOf(db: Act, [first, ...more]: Row<'reservations'>[], { person_id: to_id, actor, address }: Wish, now: Date): Promise<void> {
  await writeOfReservation(db, await needReservation(db, first!.id), { deed: 'made', to_id, by_id: actor.person_id, address, more: more.length }, now)
}

function rowOf({ person_id, class_id, purpose, actor }: Wish, { type_id, set_id, device_id, wanted }: Meant, { name, ...span }: { day: string, name: string, starts: string, ends: string }, now: Date): Row<'reservations'> {
  return {
    id: newId(), person_id, class_id, purpose, ...span, slot: name, type_id, set_id, device_id, wanted, made_at: now.toISOString(), made_by_id: actor.person_id,
    cancelled_at: null, cancelled_by_id: null, offered_at: null, offered_by_id: null, made_way_at: null,
  }
}
