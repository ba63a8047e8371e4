import { dayOf } from '../calendar/days.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { findingsOf, passes, validUntil } from './rules.ts'
import { insertCheck, listOwedBy, type OwedRow } from './store.ts'

export type NewCheck = { device_id: string, kind_id: string, finding: string, note: string, actor: Actor }
export type Recorded = { check_id: string } | { refused: string }

/** Writes down what somebody saw on a device, once for a form's key (M9, M17). Throws KeyReused and NotFound. */
export function recordCheck(db: Db, key: string, wish: NewCheck, now: Date): Promise<Recorded> {
  return actOnce<Recorded>(db, key, wish, now, async (db) => {
    const owed = (await listOwedBy(db, wish.device_id)).find(({ kind_id }) => kind_id === wish.kind_id)
    if (!owed) throw new NotFound('This device does not owe that check.')
    if (Number(owed.gone) > 0) return { refused: `${owed.code} is lost, stolen or retired: put it back in use first` }
    if (!findingsOf(owed).includes(wish.finding)) return { refused: 'Choose what you found' }
    const check = checkOf(owed, wish, now)
    await insertCheck(db, check)
    const data = { check_id: check.id, kind_id: check.kind_id, passed: check.passed }
    await record(db, wish.actor, now, { verb: 'check.recorded', subject: 'device', subject_id: wish.device_id, data })
    return { check_id: check.id }
  }, (result) => 'check_id' in result)
}

/** Whoever looks at the screen of a device sees the agreed product, or says that it is another one. */
function checkOf(owed: OwedRow, { device_id, kind_id, finding, note, actor }: NewCheck, now: Date) {
  const product = finding === 'another product' ? null : owed.agreed
  const passed = passes({ finding, product }, owed) ? 1 as const : 0 as const
  const valid_until = passed === 1 && owed.days !== null ? validUntil(dayOf(now), owed.days) : null
  return {
    id: newId(), device_id, kind_id, finding, passed, product: owed.built_in === null ? null : product, method: 'seen' as const,
    source_hash: null, at: now.toISOString(), by_id: actor.person_id, valid_until, note,
  }
}
