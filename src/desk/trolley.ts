import { stateOf } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'
import { slotsOf } from '../sets/rules.ts'
import { findSetById, listDevicesOf } from '../sets/store.ts'
import { listClassCards } from './store.ts'

/** The trolley that a desk lives on: its slots as a picture, what it lacks, and the classes it may be passed to. */
export async function trolleyOf(db: Db, setId: string, today: string) {
  const set = await findSetById(db, setId)
  if (!set) return null
  const devices = await listDevicesOf(db, setId)
  const out = devices.filter((device) => stateOf(device) === 'out')
  const now = [...new Set(out.map(({ class_id }) => class_id))]
  const cards = await listClassCards(db, today)
  return { name: set.name, slots: slotsOf(set.slots ?? 0, devices), with: now.length === 1 ? now[0]! : null, cards }
}
