import type { Act } from '../database/act.ts'
import { overlaps, type Want } from './rules.ts'
import { listOpenFrom, writeMadeWay } from './store.ts'

type New = Pick<Want, 'starts' | 'ends' | 'set_id' | 'device_id'> & { day: string }

/**
 * What stands of the same device or set at the time of new ones, against which nothing was found, holds nothing any more: it was
 * collected, or not in time. The database lets it stand beside the new one once it says so.
 */
export async function makeWayFor(db: Act, rows: readonly New[], now: Date): Promise<void> {
  const named = rows.filter(({ set_id, device_id }) => set_id !== null || device_id !== null)
  if (named.length === 0) return
  const days = named.map(({ day }) => day).toSorted()
  const standing = await listOpenFrom(db, days[0]!, days.at(-1)!)
  const ids = standing.filter((row) => row.made_way_at === null && named.some((one) => isSameThing(row, one))).map(({ id }) => id)
  if (ids.length > 0) await writeMadeWay(db, ids, now)
}

function isSameThing(one: New, other: New): boolean {
  const isNamed = one.set_id !== null || one.device_id !== null
  return isNamed && one.set_id === other.set_id && one.device_id === other.device_id && one.day === other.day && overlaps(one, other)
}
