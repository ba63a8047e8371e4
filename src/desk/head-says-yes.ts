import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { override } from '../off-site/override.ts'
import { answer, notTaken } from './answers.ts'
import { carryOut } from './carry-out.ts'
import { whatIsMissing } from './decide.ts'
import { provedHolder } from './proved.ts'
import { placeOf } from './scan.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'

export type HeadSaysYes = { device_id: string, badge: string, pin: string, reason: string }

/** The head, proved by badge and PIN, lets a device go today although its check or permission is wanting, with a reason (M7, M9). */
export async function headSaysYes(db: Db, tap: Tap, { device_id, reason, ...proof }: HeadSaysYes, now: Date): Promise<Given> {
  const head = await provedHolder(db, 'head', proof, now)
  return atDeskOnce(db, tap, async (db, atDesk) => {
    const { person_id } = atDesk
    if (!head) return { at_desk: atDesk, answer: answer('not proved', { device_ids: [device_id], heads: true }) }
    if (person_id === null || atDesk.away === null) return { at_desk: atDesk, answer: answer('left') }
    const done = await override(db, { device_id, person_id, until_day: dayOf(now), reason, by_id: head, desk_id: tap.desk_id }, now)
    if ('problems' in done) return { at_desk: atDesk, answer: notTaken(done.problems.map(({ message }) => message)) }
    const place = await placeOf(db, tap, atDesk)
    return carryOut(db, { do: whatIsMissing(place), device_ids: [device_id] }, null, place, now)
  })
}
