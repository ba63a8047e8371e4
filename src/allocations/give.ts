import { dayOf } from '../calendar/days.ts'
import type { Reason } from '../custody/rules.ts'
import { custodyOf, listNotFor } from '../custody/store.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { reasonsNotToGive } from './rules.ts'
import { closeAllocation, findAllocation, findKeeper, findOpenAllocation, insertAllocation } from './store.ts'

export type Giving = { device_id: string, keeper_id: string, actor: Actor }
export type Given = { allocation_id: string } | { reasons: Reason[] }

/**
 * Gives a device into one adult's long-term care, once for a form's key (M3); whoever looked after it until now
 * no longer does. Throws NotFound and KeyReused.
 */
export function giveToKeeper(db: Db, key: string, giving: Giving, now: Date): Promise<Given> {
  return actOnce(db, key, giving, now, (db) => give(db, giving, now), (given) => 'allocation_id' in given)
}

async function give(db: Act, { device_id, keeper_id, actor }: Giving, now: Date): Promise<Given> {
  const [device] = await custodyOf(db, [device_id])
  const keeper = await findKeeper(db, keeper_id)
  if (!device || !keeper) throw new NotFound()
  const not_for = (await listNotFor(db, [device_id])).get(device_id)!
  const reasons = reasonsNotToGive({ device, not_for, keeper, today: dayOf(now) })
  if (reasons.length > 0) return { reasons }
  const before = await findOpenAllocation(db, device_id)
  if (before) await end(db, before.id, device_id, actor, now)
  const allocation_id = await insertAllocation(db, device_id, keeper_id, now)
  const data = { allocation_id, keeper_id }
  await record(db, actor, now, { verb: 'allocation.began', subject: 'device', subject_id: device_id, data })
  return { allocation_id }
}

async function end(db: Act, allocation_id: string, device_id: string, actor: Actor, now: Date): Promise<void> {
  if (!await closeAllocation(db, allocation_id, now)) return
  const data = { allocation_id }
  await record(db, actor, now, { verb: 'allocation.ended', subject: 'device', subject_id: device_id, data })
}

/** Takes a device back to the store; ended already, it stays as it is. Returns the device's code. Throws NotFound. */
export function takeToStore(db: Db, id: string, actor: Actor, now: Date): Promise<string> {
  return act(db, async (db) => {
    const allocation = await findAllocation(db, id)
    if (!allocation) throw new NotFound()
    await end(db, id, allocation.device_id, actor, now)
    return allocation.code
  })
}
