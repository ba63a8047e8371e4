import { custodyOf } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { answer } from './answers.ts'
import { carryOut } from './carry-out.ts'
import { decideRest, decideReturn } from './decide.ts'
import { placeOf } from './scan.ts'
import { listDeviceIdsOfSet } from './store.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'

/** What of a set went out a moment ago comes back already, or the rest of it goes out too. */
export function chooseSet(db: Db, tap: Tap, setId: string, choice: 'return' | 'rest', now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    const devices = await custodyOf(db, await listDeviceIdsOfSet(db, setId))
    if (devices.length === 0) throw new NotFound('There is no such set.')
    const place = await placeOf(db, tap, atDesk)
    if (place.at_desk.person_id === null) return { at_desk: place.at_desk, answer: answer('left') }
    return carryOut(db, (choice === 'rest' ? decideRest : decideReturn)(devices, place), setId, place, now)
  })
}
