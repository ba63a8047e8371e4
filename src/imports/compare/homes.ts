import type { Row } from '../../database/tables.ts'
import type { ReadDevice } from '../lines/read.ts'
import type { Home } from './device.ts'

/** A trolley as this import finds or makes it. */
export type SetInPlay = Row<'sets'> & { is_new: boolean }
export type Homes = {
  /** By name or code: a trolley of the list, or any set that the school has. */
  setCalled: (name: string) => SetInPlay | null
  /** The device in a slot now. */
  occupant: (setId: string, slot: number) => string | null
}

/** Where a device will live, and what could not be done as the list says. */
export function homeAfter(
  row: ReadDevice, before: Row<'devices'> | null, homes: Homes,
): { home: Home, cautions: string[] } {
  const set = homes.setCalled(row.set ?? row.place)
  if (set) return inSet(row, before, set, homes)
  if (before && (before.set_id !== null || row.place === '')) return { home: homeOf(before), cautions: [] }
  return { home: { set_id: null, slot: null, place: row.place || 'the suite' }, cautions: [] }
}

function homeOf({ set_id, slot, place }: Row<'devices'>): Home {
  return { set_id, slot, place }
}

function inSet(
  row: ReadDevice, before: Row<'devices'> | null, set: SetInPlay, homes: Homes,
): { home: Home, cautions: string[] } {
  const caution = row.slot === null ? null : slotCaution(row.slot, set, before, homes)
  const kept = before?.set_id === set.id ? before.slot : null
  const slot = caution === null ? row.slot ?? kept : kept
  return { home: { set_id: set.id, slot, place: '' }, cautions: caution === null ? [] : [caution] }
}

function slotCaution(slot: number, set: SetInPlay, before: Row<'devices'> | null, homes: Homes): string | null {
  if (set.slots === null) return `${set.name} has no numbered slots in Kitbook, so slot ${slot} is left out`
  if (slot > set.slots) return `${set.name} has slots 1 to ${set.slots}, so slot ${slot} is left out`
  const occupant = homes.occupant(set.id, slot)
  return occupant === null || occupant === before?.id
    ? null
    : `Slot ${slot} of ${set.name} has another device in it, so it gets none`
}
