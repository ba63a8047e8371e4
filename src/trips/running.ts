import { sql } from 'kysely'
import { type Calendar, nextStaffDay } from '../calendar/calendar.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import { listToWipe } from './store.ts'

/** A trip that is permitted; days YYYY-MM-DD; `acceptance_id`: of the terms, by its leader in person, or null. */
export type TripFact = { trip_id: string, name: string, first_day: string, last_day: string, acceptance_id: string | null }

/** By device, the permitted trip that is under way on a day and on which its leader takes the device, or null (M6, M7). */
export async function tripOf(db: Db, leaderId: string, deviceIds: string[], day: string): Promise<Map<string, TripFact | null>> {
  const facts = new Map<string, TripFact | null>(deviceIds.map((id) => [id, null]))
  if (deviceIds.length === 0) return facts
  for (const { device_id, ...trip } of await listUnderWay(db, leaderId, deviceIds, day)) {
    if (facts.get(device_id) === null) facts.set(device_id, trip)
  }
  return facts
}

const listUnderWay = prepared((db: Db, leaderId: string, deviceIds: string[], day: string) =>
  db.selectFrom('approvals as a').innerJoin('trips as t', 't.id', 'a.trip_id').innerJoin('approval_devices as x', 'x.approval_id', 'a.id')
    .select(['x.device_id', 't.id as trip_id', 't.name', 't.first_day', 't.last_day', 't.acceptance_id'])
    .where('a.person_id', '=', leaderId).where('a.decision', '=', sql.lit('approved')).where('a.revoked_at', 'is', null)
    .where('a.granted_until', '>=', day).where('t.first_day', '<=', day).where('t.last_day', '>=', day)
    .where('x.device_id', 'in', deviceIds).orderBy('t.first_day').orderBy('t.id'))

/** Those of some devices that went empty on a trip, are back, and are still to be wiped (M6). */
export async function stillToWipe(db: Db, deviceIds: string[]): Promise<Set<string>> {
  return new Set((await listToWipe(db)).map(({ device_id }) => device_id).filter((id) => deviceIds.includes(id)))
}

/** The day (YYYY-MM-DD) by whose start what goes on a trip is due: the next school day after its last, so that nobody is chased meanwhile. */
export function backFromTrip({ last_day }: Pick<TripFact, 'last_day'>, calendar: Calendar): string {
  return nextStaffDay(last_day, calendar)
}
