import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { findTag } from '../tags/store.ts'
import { firstFreeSlot } from './rules.ts'
import { codeOf, type DeviceSet, findInSet, findOccupant, findSet, listDevicesOf, moveDevice } from './store.ts'

/** `text` as a scanner reads it; `slot` null: the first free one. */
export type Putting = { set_code: string, text: string, slot: number | null, actor: Actor }
export type Put = { device_code: string, slot: number | null } | { problem: Problem }

/** Puts a device into a trolley's slot or a class set, from wherever its home was. Throws NotFound. */
export function putIn(db: Db, { set_code, text, slot, actor }: Putting, now: Date): Promise<Put> {
  return act(db, async (db) => {
    const set = await setOf(db, set_code)
    const tag = await findTag(db, text)
    if (!tag?.device_id) return { problem: { name: 'device', message: `No device has the code ${text}` } }
    const found = await slotFor(db, set, slot, tag.device_id)
    if ('problem' in found) return found
    await moveDevice(db, tag.device_id, { set_id: set.id, slot: found.slot, place: '' })
    await tell(db, tag.device_id, { set_id: set.id, slot: found.slot }, actor, now)
    return { device_code: await codeOf(db, tag.device_id), slot: found.slot }
  })
}

type SlotFound = { slot: number | null } | { problem: Problem }

async function slotFor(db: Act, set: DeviceSet, slot: number | null, deviceId: string): Promise<SlotFound> {
  if (set.slots === null) return { slot: null }
  const free = slot ?? await freeSlot(db, set, deviceId)
  const refuse = (message: string) => ({ problem: { name: 'slot', message } })
  if (free === null) return refuse('Every slot has a device in it: take one out first')
  if (free > set.slots) return refuse(`${set.name} has slots 1 to ${set.slots}`)
  const occupant = await findOccupant(db, set.id, free, deviceId)
  return occupant === null ? { slot: free } : refuse(`Slot ${free} has ${occupant} in it`)
}

/** A device that has a slot here already stays in it. */
async function freeSlot(db: Act, { id, slots }: DeviceSet, deviceId: string): Promise<number | null> {
  const devices = await listDevicesOf(db, id)
  const own = devices.find(({ device_id }) => device_id === deviceId)?.slot
  return own ?? firstFreeSlot(slots!, devices.map(({ slot }) => slot))
}

/** Takes a device out of a set; from then on it lives by itself where the set is. Throws NotFound. */
export function takeOut(db: Db, setCode: string, deviceCode: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    const set = await setOf(db, setCode)
    const device = await findInSet(db, set.id, deviceCode)
    if (!device) return
    await moveDevice(db, device.id, { set_id: null, slot: null, place: set.place || 'the suite' })
    await tell(db, device.id, { set_id: null, slot: null }, actor, now)
  })
}

async function setOf(db: Act, code: string): Promise<DeviceSet> {
  const set = await findSet(db, code)
  if (!set) throw new NotFound('There is no such trolley or set.')
  return set
}

type Move = { set_id: string | null, slot: number | null }

async function tell(db: Act, id: string, data: Move, actor: Actor, now: Date): Promise<void> {
  await record(db, actor, now, { verb: 'device.moved', subject: 'device', subject_id: id, data })
}
