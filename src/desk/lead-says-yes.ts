import type { Db } from '../database/open.ts'
import { answer } from './answers.ts'
import { carryOut, lendOut } from './carry-out.ts'
import { whatIsMissing } from './decide.ts'
import { provedHolder } from './proved.ts'
import { placeOf } from './scan.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'

export type SaysYes = { device_ids: string[], badge: string, pin: string }

/**
 * The computing lead, proved by badge and PIN, lends what somebody else looks after, or has reserved (M3). The PIN is checked before
 * the act begins; a wrong one, or somebody who is not the lead, changes nothing and is told apart from nothing.
 */
export async function leadSaysYes(db: Db, tap: Tap, { device_ids, badge, pin }: SaysYes, now: Date): Promise<Given> {
  const lead = await provedHolder(db, 'lead', { badge, pin }, now)
  return atDeskOnce(db, tap, async (db, atDesk) => {
    if (!lead) return { at_desk: atDesk, answer: answer('not proved', { device_ids }) }
    if (atDesk.person_id === null) return { at_desk: atDesk, answer: answer('left') }
    const place = await placeOf(db, tap, atDesk)
    const missing = whatIsMissing(place)
    if (missing !== 'lend') return carryOut(db, { do: missing, device_ids: [] }, null, place, now)
    return lendOut(db, device_ids, null, place, now, lead)
  })
}
