import { standingOf } from '../custody/rules.ts'
import type { CustodyFacts } from '../custody/facts.ts'

/** `number` null: a device of the set without a slot. `id`: the device, where it may go out or be passed on, else null. */
export type Slot = { number: number | null, code?: string, id: string | null, state: 'in' | 'out' | 'held' | 'empty', words: string }

/**
 * A set as it stands there: every slot with its device, who has what is out, what is missing from it, and then the
 * devices that have no slot. On a screen that children see the adults are `unnamed`.
 */
export function slotsOf(slots: number, devices: readonly CustodyFacts[], named: 'named' | 'unnamed' = 'named'): Slot[] {
  const slotted = Array.from({ length: slots }, (_, i): Slot => {
    const number = i + 1
    const device = devices.find(({ slot }) => slot === number)
    return device ? { number, code: device.code, ...standing(device, named) } : { number, id: null, state: 'empty', words: 'empty' }
  })
  const rest = devices.filter(({ slot }) => slot === null || slot > slots)
  return [...slotted, ...rest.map((device): Slot => ({ number: null, code: device.code, ...standing(device, named) }))]
}

function standing(device: CustodyFacts, named: 'named' | 'unnamed'): Pick<Slot, 'state' | 'words' | 'id'> {
  const state = standingOf(device)
  const id = device.device_id
  const whom = [named === 'named' ? device.borrower : null, device.class_name].filter(Boolean).join(', ')
  if (state === 'out') return { id, state: 'out', words: whom ? `out: ${whom}` : 'out' }
  if (device.because) return { id: null, state: 'held', words: state }
  if (device.keeper) return { id: null, state: 'in', words: named === 'named' ? `with ${device.keeper}` : 'looked after' }
  return { id, state: 'in', words: 'in' }
}

/** The first slot without a device, or null when each has one. */
export function firstFreeSlot(slots: number, taken: readonly (number | null)[]): number | null {
  for (let number = 1; number <= slots; number++) if (!taken.includes(number)) return number
  return null
}

type Slotted = { code: string, slot: number | null }

/** Why a set cannot have only so many slots (null: none at all); null when it can. */
export function slotsProblem(slots: number | null, devices: readonly Slotted[]): string | null {
  const last = devices.filter(({ slot }) => slot !== null).toSorted((a, b) => b.slot! - a.slot!)[0]
  if (!last || last.slot! <= (slots ?? 0)) return null
  return `Slot ${last.slot} has ${last.code} in it: take it out of there first`
}
