import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { listKeepers } from '../allocations/store.ts'
import { dayOf } from '../calendar/days.ts'
import { writeKnownTo } from './known-store.ts'
import { findReset } from './store.ts'

export type KnownTo = { reset_id: string, person_ids: string[], actor: Actor }
export type Kept = { code: string } | { problems: Problem[] }

/** Writes down which adults know a device's password since a reset, until the next one; never the password. Throws KeyReused, NotFound. */
export function keepKnownTo(db: Db, key: string, wish: KnownTo, now: Date): Promise<Kept> {
  return actOnce<Kept>(db, key, wish, now, async (db) => {
    const reset = await findReset(db, wish.reset_id)
    if (!reset) throw new NotFound('There is no such entry.')
    const here = new Set((await listKeepers(db, dayOf(now))).map(({ id }) => id))
    if (wish.person_ids.some((id) => !here.has(id))) return { problems: [{ name: 'person_ids', message: 'Choose from the list' }] }
    await writeKnownTo(db, wish.reset_id, wish.person_ids)
    const data = { reset_id: wish.reset_id, people: wish.person_ids.length }
    await record(db, wish.actor, now, { verb: 'password.known to', subject: 'device', subject_id: reset.device_id, data })
    return { code: reset.code }
  }, (kept) => 'code' in kept)
}
