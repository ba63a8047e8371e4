import { pinMatches } from '../accounts/pin.ts'
import type { Db } from '../database/open.ts'
import { dayOf } from '../calendar/days.ts'
import { notLeft } from '../people/here.ts'
import { tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'
import { answer } from './answers.ts'
import { carryOut, lendOut } from './carry-out.ts'
import { whatIsMissing } from './decide.ts'
import { placeOf } from './scan.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'

export type SaysYes = { device_id: string, badge: string, pin: string }

/**
 * The computing lead, proved by badge and PIN, lends what somebody else looks after (M3). The PIN is checked before
 * the act begins; a wrong one, or somebody who is not the lead, changes nothing and is told apart from nothing.
 */
export async function leadSaysYes(db: Db, tap: Tap, { device_id, badge, pin }: SaysYes, now: Date): Promise<Given> {
  const lead = await provedLead(db, badge, pin, now)
  return atDeskOnce(db, tap, async (db, atDesk) => {
    if (!lead) return { at_desk: atDesk, answer: answer('not proved', { device_ids: [device_id] }) }
    if (atDesk.person_id === null) return { at_desk: atDesk, answer: answer('left') }
    const place = await placeOf(db, tap, atDesk)
    const missing = whatIsMissing(place)
    if (missing !== 'lend') return carryOut(db, { do: missing, device_ids: [] }, null, place, now)
    return lendOut(db, [device_id], null, place, now, lead)
  })
}

async function provedLead(db: Db, badge: string, pin: string, now: Date): Promise<string | null> {
  const tag = await findTag(db, tagText(badge))
  if (!tag?.person_id || !await isLead(db, tag.person_id, dayOf(now))) return null
  return await pinMatches(db, tag.person_id, pin, now) === 'right' ? tag.person_id : null
}

async function isLead(db: Db, personId: string, today: string): Promise<boolean> {
  const row = await db.selectFrom('person_roles as r').innerJoin('people as p', 'p.id', 'r.person_id').select('p.id')
    .where('p.id', '=', personId).where('r.role', '=', 'lead')
    .where(notLeft(today, 'p')).executeTakeFirst()
  return row !== undefined
}
