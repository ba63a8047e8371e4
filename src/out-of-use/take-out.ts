import type { Reason } from '../custody/rules.ts'
import { custodyOf } from '../custody/store.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import type { OutOfUseBecause } from '../database/tables.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { bringBack } from '../loans/take-back.ts'
import { raiseAlarm } from '../reminders/send.ts'
import { reasonsNotToTakeOut } from './rules.ts'
import { closeOutOfUse, findOpenOutOfUse, findOutOfUse, insertOutOfUse } from './store.ts'

/** `address` is the school's own, for the link in an alarm. */
export type TakingOut = { device_id: string, because: OutOfUseBecause, note: string, actor: Actor, address: string }
export type TakenOut = { out_of_use_id: string } | { reasons: Reason[] }

/**
 * Takes a device out of use, once for a form's key (M16–M18). What was true before (in repair, say) ends; an open
 * loan of what is lost or stolen ends as lost, and the lead and head are told of a theft. Throws NotFound and KeyReused.
 */
export function takeOutOfUse(db: Db, key: string, wish: TakingOut, now: Date): Promise<TakenOut> {
  return actOnce(db, key, wish, now, (db) => takeOut(db, wish, now), (taken) => 'out_of_use_id' in taken)
}

/** The same inside an act that does more. */
export async function takeOut(db: Act, { device_id, because, note, actor, address }: TakingOut, now: Date): Promise<TakenOut> {
  const [device] = await custodyOf(db, [device_id])
  if (!device) throw new NotFound('There is no such device.')
  const reasons = reasonsNotToTakeOut(device, because)
  if (reasons.length > 0) return { reasons }
  if (device.loan_id) await bringBack(db, { device_id, actor, outcome: 'lost' }, now)
  const before = await findOpenOutOfUse(db, device_id)
  if (before) await closeOutOfUse(db, before.id, now)
  const out_of_use_id = await insertOutOfUse(db, device_id, because, note, now)
  if (because === 'stolen') await raiseAlarm(db, out_of_use_id, device, address, now)
  const data = { out_of_use_id }
  await record(db, actor, now, { verb: `device.${because}`, subject: 'device', subject_id: device_id, data })
  return { out_of_use_id }
}

/** Puts a device back in use; in use already, it stays so. Returns its code. Throws NotFound. */
export function putBackInUse(db: Db, id: string, actor: Actor, now: Date): Promise<string> {
  return act(db, async (db) => {
    const found = await findOutOfUse(db, id)
    if (!found) throw new NotFound()
    if (await closeOutOfUse(db, id, now)) {
      const told = { subject: 'device', subject_id: found.device_id, data: { out_of_use_id: id } }
      await record(db, actor, now, { verb: 'device.back in use', ...told })
    }
    return found.code
  })
}
