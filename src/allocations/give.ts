import { dayOf } from '../calendar/days.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { oneDevice } from '../custody/kind-words.ts'
import { custodyOf, listNotFor } from '../custody/store.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import type { Flag } from '../database/tables.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { endAsksOf } from './borrowing/store.ts'
import { type Described, problemsOfUntil } from './receipts/rules.ts'
import { closeGiven } from './receipts/store.ts'
import { askToGoHome, writeHandover } from './receipts/write.ts'
import { type Keeper, reasonsNotToGive } from './rules.ts'
import { closeAllocation, findAllocation, findKeeper, findOpenAllocation, insertAllocation } from './store.ts'

/** `until_day` (YYYY-MM-DD) is the day by which it is back, or null; `address` is the school's own. */
export type Giving = Described & { device_id: string, keeper_id: string, until_day: string | null, goes_home: Flag, actor: Actor, address: string }
export type Given = { allocation_id: string, handover_id: string } | { problems: Problem[] }

/**
 * Gives a device into one adult's long-term care with its receipt, once for a form's key (M3); whoever looked after it until now
 * hands it back by a receipt of their own, in the same act. Throws NotFound and KeyReused.
 */
export function giveToKeeper(db: Db, key: string, giving: Giving, now: Date): Promise<Given> {
  return actOnce(db, key, giving, now, (db) => giveIn(db, giving, now), (given) => 'allocation_id' in given)
}

/** The same inside an act that does more. */
export async function giveIn(db: Act, giving: Giving, now: Date): Promise<Given> {
  const { device_id, keeper_id, until_day, actor } = giving
  const [device] = await custodyOf(db, [device_id])
  const keeper = await findKeeper(db, keeper_id)
  if (!device || !keeper) throw new NotFound()
  const problems = await problemsToGive(db, giving, device, keeper, now)
  if (problems.length > 0) return { problems }
  const home = giving.goes_home ? await askToGoHome(db, { ...giving, device, keeper }, now) : { approval_id: null }
  if ('problems' in home) return home
  await takeFromKeeper(db, giving, now)
  const allocation_id = await insertAllocation(db, { device_id, keeper_id, until_day }, now)
  await record(db, actor, now, { verb: 'allocation.began', subject: 'device', subject_id: device_id, data: { allocation_id, keeper_id } })
  const handover_id = await writeHandover(db, { id: allocation_id, device_id }, 'given', { ...giving, ...home }, actor, now)
  return { allocation_id, handover_id }
}

async function problemsToGive(db: Act, { device_id, until_day, goes_home }: Giving, device: CustodyFacts, keeper: Keeper, now: Date): Promise<Problem[]> {
  const today = dayOf(now)
  const not_for = (await listNotFor(db, [device_id])).get(device_id)!
  const reasons = reasonsNotToGive({ device, not_for, keeper, today })
  const stays = goes_home && device.off_site_rule === 'no' ? [{ name: 'goes_home', message: `${oneDevice(device.type_name)} does not leave the school` }] : []
  return [...reasons.map(({ words, mend }) => ({ name: 'keeper_id', message: `${words}. ${mend}` })), ...problemsOfUntil({ today, until_day, keeper }), ...stays]
}

/** Passed on from one adult to the next it was handed back as it was handed on. */
async function takeFromKeeper(db: Act, { device_id, actor, condition, charger, bag }: Giving, now: Date): Promise<void> {
  const before = await findOpenAllocation(db, device_id)
  if (before) await endAllocation(db, { ...before, device_id }, { condition, charger, bag }, actor, now)
}

/** Ends it inside an act that does more, with a receipt of what came back (`back`) or none. */
export async function endAllocation(db: Act, allocation: { id: string, device_id: string, keeper_id: string }, back: Described | null, actor: Actor, now: Date): Promise<void> {
  const { id, device_id } = allocation
  if (!await closeAllocation(db, id, now)) return
  await endAsksOf(db, device_id, allocation.keeper_id, now)
  await record(db, actor, now, { verb: 'allocation.ended', subject: 'device', subject_id: device_id, data: { allocation_id: id } })
  if (back) await writeHandover(db, allocation, 'handed back', { ...back, goes_home: 0, approval_id: null }, actor, now)
  else await closeGiven(db, id, now)
}

/** Takes a device back to the store, with a receipt of it (`back`) or none; ended already, it stays as it is. Returns the device's code. Throws NotFound. */
export function takeToStore(db: Db, id: string, actor: Actor, now: Date, back: Described | null = null): Promise<string> {
  return act(db, async (db) => {
    const allocation = await findAllocation(db, id)
    if (!allocation) throw new NotFound()
    await endAllocation(db, allocation, back, actor, now)
    return allocation.code
  })
}
