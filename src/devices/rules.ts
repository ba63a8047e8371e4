import { fold } from '../text/fold.ts'

/** Pence from pounds as people type them ("£1,249.00", "1249", "1,249.5"); null when it is no such amount. */
export function penceFrom(typed: string): number | null {
  const text = typed.replace(/^\s*£?\s*|\s+$/g, '')
  if (!/^(?:\d{1,6}|\d{1,3}(?:,\d{3}))(?:\.\d{1,2})?$/.test(text)) return null
  return Math.round(Number(text.replaceAll(',', '')) * 100)
}

/** Pounds as the form shows them again: "1,249.00". */
export function poundsFrom(pence: number): string {
  return (pence / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 })
}

type Searchable = {
  code: string, make: string, model: string, serial: string | null, computer_name: string
  old_numbers: readonly string[]
}

/** What a device is found by when somebody types, folded. */
export function searchText({ code, make, model, serial, computer_name, old_numbers }: Searchable): string {
  return fold([code, make, model, serial ?? '', computer_name, ...old_numbers].join(' '))
}

type Home = { set_name: string | null, slot: number | null, place: string }

/** Where a device lives, in words: "iPad trolley 1, slot 5", or its own place. */
export function homeWords({ set_name, slot, place }: Home): string {
  if (set_name === null) return place || 'the suite'
  return slot === null ? set_name : `${set_name}, slot ${slot}`
}

export type HomeFacts = {
  slot: number | null
  /** The set it is to live in, with how many slots it has (null: none), or null when it lives by itself. */
  set: { name: string, slots: number | null } | null
  /** The code of the other device that has this slot. */
  occupant: string | null
}

/** Why a device cannot have this home; null when it can. */
export function homeProblem({ slot, set, occupant }: HomeFacts): string | null {
  if (slot === null) return null
  if (set === null) return 'Choose the trolley that this slot is in, or leave the slot empty'
  if (set.slots === null) return `${set.name} has no numbered slots; leave the slot empty`
  if (slot > set.slots) return `${set.name} has slots 1 to ${set.slots}`
  return occupant === null ? null : `Slot ${slot} of ${set.name} has ${occupant} in it`
}

export const STATES = ['in-store', 'out', 'overdue', 'looked-after', 'not-back', 'in-repair', 'lost', 'stolen', 'retired'] as const
export type StateFilter = typeof STATES[number]

/** What a list of devices is narrowed to; an empty text asks for nothing. `home` is a set's code or a place. */
export type DeviceFilter = { q: string, type: string, state: StateFilter | '', home: string, with: string }
