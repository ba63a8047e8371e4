import type { Db } from '../database/open.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { actOnce } from '../http/once.ts'
import { acceptTerms } from '../off-site/terms.ts'
import { findTrip, setAcceptance } from './store.ts'

/** The leader accepts the terms, signed in as themselves, once for all the trip's devices (M6, M22). Throws NotFound, Forbidden, KeyReused. */
export function acceptForTrip(db: Db, key: string, { id, person_id }: { id: string, person_id: string }, now: Date): Promise<{ trip_id: string }> {
  return actOnce(db, key, { id, person_id }, now, async (db) => {
    const trip = await findTrip(db, id)
    if (!trip) throw new NotFound('There is no such trip.')
    if (trip.leader_id !== person_id) throw new Forbidden('Whoever leads the trip accepts the terms in person.')
    if (trip.accepted_at !== null) return { trip_id: id }
    const acceptance_id = await acceptTerms(db, { person_id, how: 'own account', desk_id: null }, now)
    await setAcceptance(db, id, { accepted_at: now.toISOString(), accepted_by_id: person_id, acceptance_id })
    return { trip_id: id }
  })
}
