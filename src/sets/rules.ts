import { stateOf } from '../custody/rules.ts'
import type { CustodyFacts } from '../custody/facts.ts'

export type Slot = { number: number, code?: string, state: 'in' | 'out' | 'held' | 'empty', words: string }

/** A trolley as it stands there: every slot with its device, who has what is out, and what is missing from it. */
export function slotsOf(slots: number, devices: readonly CustodyFacts[]): Slot[] {
  return Array.from({ length: slots }, (_, i) => {
    const number = i + 1
    const device = devices.find(({ slot }) => slot === number)
    return device ? { number, code: device.code, ...standing(device) } : { number, state: 'empty', words: 'empty' }
  })
}

function standing(device: CustodyFacts): Pick<Slot, 'state' | 'words'> {
  const state = stateOf(device)
  const whom = [device.borrower, device.class_name].filter(Boolean).join(', ')
  if (state === 'out') return { state: 'out', words: `out: ${whom}` }
  if (device.because) return { state: 'held', words: state }
  return { state: 'in', words: device.keeper ? `with ${device.keeper}` : 'in' }
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
