import { listDevicesOf } from '../approvals/store.ts'
import { readApproval } from '../approvals/decide.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { actOnce } from '../http/once.ts'
import { custodyOf } from '../custody/store.ts'
import { lend } from '../loans/lend.ts'
import { backFromTrip } from './running.ts'
import { findTrip } from './store.ts'

type Taking = { id: string, person_id: string }
/** `refused`: each device that stays and why, in words. */
export type Taken = { taken: number, refused: string[] }

/** The leader takes the trip's devices that are in, due when the trip is back (M6). Throws NotFound, Forbidden, KeyReused. */
export function takeOnTrip(db: Db, key: string, taking: Taking, now: Date): Promise<Taken> {
  return actOnce(db, key, taking, now, (db) => take(db, taking, now), ({ taken }) => taken > 0)
}

async function take(db: Act, { id, person_id }: Taking, now: Date): Promise<Taken> {
  const trip = await findTrip(db, id)
  if (!trip) throw new NotFound('There is no such trip.')
  if (trip.leader_id !== person_id) throw new Forbidden('Whoever leads the trip takes its devices.')
  if (trip.acceptance_id === null) return { taken: 0, refused: ['The terms are not accepted yet'] }
  const { carries_personal_data, video_calls } = await readApproval(db, trip.approval_id)
  const ids = (await listDevicesOf(db, [trip.approval_id])).map(({ device_id }) => device_id)
  const waiting = (await custodyOf(db, ids)).filter(({ borrower_id }) => borrower_id !== person_id).map(({ device_id }) => device_id)
  const { loans, refusals } = await lend(db, {
    device_ids: waiting, borrower_id: person_id, class_id: null, answers_id: null, purpose: trip.name, until: backFromTrip(trip, await readCalendar(db)),
    source: 'own account', actor: { person_id, desk_id: null },
    away: { acceptance: { id: trip.acceptance_id }, carries_personal_data: carries_personal_data === 1, video_calls: video_calls === 1 },
  }, now)
  return { taken: loans.length, refused: refusals.flatMap(({ code, reasons }) => reasons.map(({ words }) => `${code}: ${words}`)) }
}
