import type { Row, TagWhat } from '../../database/tables.ts'
import { searchText } from '../../devices/rules.ts'
import { tagText } from '../../tags/scan.ts'
import type { ReadDevice } from '../lines/read.ts'
import type { DeviceState, DeviceTag } from '../rows.ts'
import type { KnownTag } from './known-devices.ts'

type Device = Row<'devices'>
export type Home = { set_id: string | null, slot: number | null, place: string }
/** What only the caller knows: ids, codes and homes to give. */
export type Given = { id: string, code: string, home: Home, now: string }

/** Columns that a list can change; the rest follows from them or is made once. */
export const COMPARED = [
  'code', 'make', 'model', 'serial', 'computer_name', 'bought_on', 'price_pence', 'warranty_until', 'set_id', 'slot',
  'place', 'notes',
] as const satisfies (keyof Device)[]

/** A device as it will be after the import: the list's words where it has any, what is known otherwise. */
export function deviceAfter(
  row: ReadDevice, existing: DeviceState | null, given: Given, taken: ReadonlyMap<string, KnownTag>,
): DeviceState {
  const before = existing?.device
  const code = codeAfter(row, existing, given.code)
  const tags = tagsAfter(row, existing, code, taken)
  const device = {
    id: before?.id ?? given.id, code, type_id: before?.type_id ?? row.type_id!,
    created_at: before?.created_at ?? given.now, make: row.make || (before?.make ?? ''),
    model: row.model || (before?.model ?? ''), serial: row.serial ?? before?.serial ?? null,
    computer_name: row.computer_name || (before?.computer_name ?? ''),
    bought_on: row.bought_on ?? before?.bought_on ?? null,
    price_pence: row.price_pence ?? before?.price_pence ?? null,
    warranty_until: row.warranty_until ?? before?.warranty_until ?? null,
    ...given.home,
    notes: row.notes || (before?.notes ?? ''),
  }
  const old_numbers = tags.filter(({ what }) => what === 'old number').map(({ text }) => text)
  return { device: { ...device, search_text: searchText({ ...device, old_numbers }) }, tags }
}

/** A code that the device has already, even as an old number, changes nothing: two systems' lists would take turns. */
function codeAfter(row: ReadDevice, existing: DeviceState | null, fallback: string): string {
  if (!existing) return row.code ?? fallback
  const own = new Set(existing.tags.map(({ text }) => text))
  const stickers = row.tags.filter(({ what }) => what === 'old number').map(({ text }) => text)
  if (!row.code_stated || row.code === null || own.has(row.code) || stickers.some((text) => own.has(text))) {
    return existing.device.code
  }
  return row.code
}

function tagsAfter(
  row: ReadDevice, existing: DeviceState | null, code: string, taken: ReadonlyMap<string, KnownTag>,
): DeviceTag[] {
  const own = existing?.tags ?? []
  const kept = own.map((tag) =>
    tag.what === 'code' && tag.text !== code ? { ...tag, what: whatItBecomes(tag, existing!) } : tag,
  )
  const wished: DeviceTag[] = [
    { text: code, what: 'code' },
    ...(row.serial ? [{ text: tagText(row.serial), what: 'serial' as const }] : []),
    ...row.tags,
  ]
  const added = wished.filter(({ text }, i) => !own.some((tag) => tag.text === text) && !taken.has(text)
    && wished.findIndex((tag) => tag.text === text) === i)
  return [...kept, ...added].toSorted((a, b) => (a.text < b.text ? -1 : 1))
}

/** A code that a device loses stays scannable. */
function whatItBecomes(tag: DeviceTag, { device }: DeviceState): TagWhat {
  return tagText(device.computer_name) === tag.text ? 'computer name' : 'old number'
}

export function isSameDevice(a: DeviceState, b: DeviceState): boolean {
  return (
    COMPARED.every((column) => a.device[column] === b.device[column]) &&
    a.device.type_id === b.device.type_id &&
    isSameTags(a.tags, b.tags)
  )
}

function isSameTags(a: readonly DeviceTag[], b: readonly DeviceTag[]): boolean {
  const all = (tags: readonly DeviceTag[]) => tags.map(({ text, what }) => `${what} ${text}`).toSorted().join('\n')
  return all(a) === all(b)
}
