import { endAllocation, giveIn } from '../../allocations/give.ts'
import type { Described } from '../../allocations/receipts/rules.ts'
import { findOpenAllocation, listLookedAfterOf } from '../../allocations/store.ts'
import type { Act } from '../../database/act.ts'
import type { Contradiction, Keeping } from '../dry-run/facts.ts'
import { setHandedOn } from '../lines/store.ts'
import type { Effect } from './effect.ts'

/**
 * Hands on each device against which nothing stands, with a receipt that both see and the new keeper is asked about. Whoever has not
 * begun yet gets theirs on their first day. Returns what the rules of giving refused all the same.
 */
export async function handOn(db: Act, { contradictions, actor }: Pick<Effect, 'contradictions' | 'actor'>, keepings: Keeping[], now: Date): Promise<Contradiction[]> {
  const refused: Contradiction[] = []
  for (const keeping of keepings) {
    const stands = contradictions.filter(({ about }) => about.device_id === keeping.device.device_id)
    if (stands.some(({ stops, code }) => stops || code === 'waits')) continue
    if (await handOnOne(db, keeping, actor, now)) await setHandedOn(db, keeping.id, now.toISOString())
    else refused.push({ code: 'not given', stops: true, about: { device_id: keeping.device.device_id, person_id: keeping.keeper_id } })
  }
  return refused
}

/** False where it may not be given. */
async function handOnOne(db: Act, { device, keeper_id }: Keeping, actor: Effect['actor'], now: Date): Promise<boolean> {
  if (device.keeper_id === keeper_id) return true
  const described = await describedOf(db, device.device_id)
  if (keeper_id === null) {
    const before = (await findOpenAllocation(db, device.device_id))!
    await endAllocation(db, { ...before, device_id: device.device_id }, described, actor, now)
    return true
  }
  const given = await giveIn(db, { ...described, device_id: device.device_id, keeper_id, until_day: null, goes_home: 0, actor, address: '' }, now)
  return 'allocation_id' in given
}

/** As its last receipt has it: nobody looks at a device in the night. */
async function describedOf(db: Act, deviceId: string): Promise<Described> {
  const now = await listLookedAfterOf(db, deviceId)
  return { condition: now?.condition ?? 'Not looked at: handed on by the plan for the new school year', charger: now?.charger ?? 0, bag: now?.bag ?? 0 }
}
