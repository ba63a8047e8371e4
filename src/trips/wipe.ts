import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { findTrip, listToWipe, setWiped } from './store.ts'

export type Wiping = { trip_id: string, device_id: string, actor: Actor & { person_id: string } }

/** Somebody says that what went empty and came back has nothing on it any more (M6). Said twice it stays as it was. Throws NotFound. */
export function wipeAfterTrip(db: Db, { trip_id, device_id, actor }: Wiping, now: Date): Promise<void> {
  return act(db, async (db) => {
    const trip = await findTrip(db, trip_id)
    if (!trip) throw new NotFound('There is no such trip.')
    const isOwed = (await listToWipe(db)).some((one) => one.trip_id === trip_id && one.device_id === device_id)
    if (!isOwed || !await setWiped(db, trip.approval_id, device_id, { wiped_at: now.toISOString(), wiped_by_id: actor.person_id })) return
    await record(db, actor, now, { verb: 'device.wiped', subject: 'device', subject_id: device_id, data: { trip_id } })
  })
}
