import { dayOf } from '../calendar/days.ts'
import { holderOf } from '../custody/rules.ts'
import { custodyOf } from '../custody/store.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { raiseCheckAlarm } from '../reminders/send.ts'
import { readSettings } from '../settings/store.ts'
import { findingsOf, isAway, passes, validUntil } from './rules.ts'
import { insertCheck, listOwedBy, type OwedRow } from './store.ts'

/** `address` is the school's own, for the link in an alarm. */
export type NewCheck = { device_id: string, kind_id: string, finding: string, note: string, actor: Actor, address: string }
export type Recorded = { check_id: string } | { refused: string }

/**
 * Writes down what somebody saw on a device, once for a form's key (M9, M17); what fails away from school alarms the
 * lead at once. Throws KeyReused and NotFound.
 */
export function recordCheck(db: Db, key: string, wish: NewCheck, now: Date): Promise<Recorded> {
  return actOnce<Recorded>(db, key, wish, now, async (db) => {
    const owed = (await listOwedBy(db, wish.device_id)).find(({ kind_id }) => kind_id === wish.kind_id)
    if (!owed) throw new NotFound('This device does not owe that check.')
    if (Number(owed.gone) > 0) return { refused: `${owed.code} is lost, stolen or retired: put it back in use first` }
    if (!findingsOf(owed).includes(wish.finding)) return { refused: 'Choose what you found' }
    const check = checkOf(owed, wish, now)
    await insertCheck(db, check)
    if (check.passed === 0) await alarmIfAway(db, check.id, owed, wish, now)
    const data = { check_id: check.id, kind_id: check.kind_id, passed: check.passed }
    await record(db, wish.actor, now, { verb: 'check.recorded', subject: 'device', subject_id: wish.device_id, data })
    return { check_id: check.id }
  }, (result) => 'check_id' in result)
}

async function alarmIfAway(db: Act, id: string, { device_id, kind_name }: OwedRow, { finding, address }: NewCheck, now: Date): Promise<void> {
  const [device] = await custodyOf(db, [device_id])
  const { keepers_standing_yes } = await readSettings(db)
  if (!device || !isAway(device, keepers_standing_yes)) return
  const { code, type_name } = device
  await raiseCheckAlarm(db, id, { code, type_name, check: kind_name, finding, holder: holderOf(device)?.name ?? null }, address, now)
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
