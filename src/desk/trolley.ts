import type { CustodyFacts } from '../custody/facts.ts'
import { standingOf } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'
import { slotsOf } from '../sets/rules.ts'
import { findSetById, listDevicesOf } from '../sets/store.ts'
import { listClassCards } from './store.ts'

/**
 * The trolley that a desk lives on: its slots as a picture, what it lacks, and the classes it may be passed to. Ticked is
 * what travels together: what is in, and what is out to whoever has most of it. `named`: adults' names may be seen.
 */
export async function trolleyOf(db: Db, setId: string, today: string, named: 'named' | 'unnamed') {
  const set = await findSetById(db, setId)
  if (!set) return null
  const devices = await listDevicesOf(db, setId)
  const most = mostOf(devices.filter((device) => standingOf(device) === 'out'))
  const others = new Set(devices.filter((device) => device.loan_id !== null && holderKey(device) !== most?.key).map(({ device_id }) => device_id))
  const slots = slotsOf(set.slots ?? 0, devices, named).map((slot) => ({ ...slot, ticked: slot.id !== null && !others.has(slot.id) }))
  const cards = (await listClassCards(db, today)).map((card) => ({ ...card, answers: named === 'named' ? card.answers : null }))
  return { name: set.name, slots, with: most?.class_id ?? null, cards }
}

function holderKey({ borrower_id, class_id }: CustodyFacts): string {
  return `${borrower_id} ${class_id}`
}

/** Whoever has most of what is out. */
function mostOf(out: readonly CustodyFacts[]): { key: string, class_id: string | null } | null {
  const counts = new Map<string, number>()
  for (const device of out) counts.set(holderKey(device), (counts.get(holderKey(device)) ?? 0) + 1)
  const [most] = out.toSorted((a, b) => counts.get(holderKey(b))! - counts.get(holderKey(a))!)
  return most ? { key: holderKey(most), class_id: most.class_id } : null
}
