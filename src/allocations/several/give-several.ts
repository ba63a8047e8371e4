import { custodyOf } from '../../custody/store.ts'
import type { Db } from '../../database/open.ts'
import { actOnce } from '../../http/once.ts'
import { type Giving, giveIn } from '../give.ts'

export type Several = Omit<Giving, 'device_id'> & { device_ids: string[] }
/** Codes of what was given, and in words what was not and why; `from` are those who looked after some of it until now. */
export type GivenSeveral = { given: string[], from: string[], refused: string[] }

/**
 * Gives devices into one adult's care, each by its own receipt, in one act and once for a form's key (M3): each that may be is
 * given, each that may not is named with everything that stands against it. Throws NotFound and KeyReused.
 */
export function giveSeveral(db: Db, key: string, several: Several, now: Date): Promise<GivenSeveral> {
  return actOnce(db, key, several, now, async (db) => {
    const done: GivenSeveral = { given: [], from: [], refused: [] }
    const { device_ids, ...giving } = several
    for (const device of await custodyOf(db, device_ids)) {
      const one = await giveIn(db, { ...giving, device_id: device.device_id }, now)
      if ('problems' in one) done.refused.push(`${device.code}: ${one.problems.map(({ message }) => message).join('; ')}`)
      else done.given.push(device.code)
      if ('allocation_id' in one && device.keeper) done.from.push(device.keeper)
    }
    return { ...done, from: [...new Set(done.from)] }
  }, ({ given }) => given.length > 0)
}
