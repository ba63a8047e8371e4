import { endAllocation, giveIn } from '../../allocations/give.ts'
import type { Described } from '../../allocations/receipts/rules.ts'
import { findOpenAllocation, listLookedAfterOf } from '../../allocations/store.ts'
import type { Act } from '../../database/act.ts'
import type { Keeping } from '../dry-run/facts.ts'
import { setHandedOn } from '../lines/store.ts'
import type { Effect } from './effect.ts'

/**
 * Hands on each device against which nothing stands, with a receipt that both see and the new keeper is asked about. Whoever has not
 * begun yet gets theirs on their first day.
 */
export async function handOn(db: Act, { contradictions, actor }: Pick<Effect, 'contradictions' | 'actor'>, keepings: Keeping[], now: Date): Promise<void> {
  for (const keeping of keepings) {
    const stands = contradictions.filter(({ about }) => about.device_id === keeping.device.device_id)
    if (stands.some(({ stops, code }) => stops || code === 'waits')) continue
    await handOnOne(db, keeping, actor, now)
    await setHandedOn(db, keeping.id, now.toISOString())
  }
}

async function handOnOne(db: Act, { device, keeper_id }: Keeping, actor: Effect['actor'], now: Date): Promise<void> {
  if (device.keeper_id === keeper_id) return
  const described = await describedOf(db, device.device_id)
  if (keeper_id === null) {
    const before = (await findOpenAllocation(db, device.device_id))!
    return endAllocation(db, { ...before, device_id: device.device_id }, described, actor, now)
  }
  const given = await giveIn(db, { ...described, device_id: device.device_id, keeper_id, until_day: null, goes_home: 0, actor, address: '' }, now)
  if ('problems' in given) throw new Error(`a planned handover was refused: ${given.problems.map(({ name }) => name).join(', ')}`)
}

/** As its last receipt has it: nobody looks at a device in the night. */
async function describedOf(db: Act, deviceId: string): Promise<Described> {
  const now = await listLookedAfterOf(db, deviceId)
  return { condition: now?.condition ?? 'Not looked at: handed on by the plan for the new school year', charger: now?.charger ?? 0, bag: now?.bag ?? 0 }
}
