import { pinMatches } from '../accounts/pin.ts'
import type { Db } from '../database/open.ts'
import { acceptTerms } from '../off-site/terms.ts'
import { tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'
import { answer } from './answers.ts'
import { placeOf } from './scan.ts'
import { atDeskNow } from './state.ts'
import { readAtDesk } from './store.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'
import { goOn } from './taps.ts'

/** `badge` may be empty where the person came to the desk by their badge. */
export type Proof = { badge: string, pin: string }

/**
 * Whoever is at the desk accepts the terms in person, proved by badge and PIN: a name tapped proves nothing (M6). What waited for
 * it goes out. The PIN is checked before the act begins; a wrong one changes nothing.
 */
export async function acceptAtDesk(db: Db, tap: Tap, proof: Proof, now: Date): Promise<Given> {
  const proved = await provedPerson(db, tap, proof, now)
  return atDeskOnce(db, tap, async (db, atDesk) => {
    const { person_id } = atDesk
    if (person_id === null || atDesk.away === null) return { at_desk: atDesk, answer: answer('left') }
    if (person_id !== proved) return { at_desk: atDesk, answer: answer('not them', { person_id, device_ids: atDesk.waiting }) }
    const acceptance = await acceptTerms(db, { person_id, how: 'badge and PIN', desk_id: tap.desk_id }, now)
    return goOn(db, await placeOf(db, tap, { ...atDesk, away: { ...atDesk.away, acceptance } }), now)
  })
}

async function provedPerson(db: Db, tap: Tap, { badge, pin }: Proof, now: Date): Promise<string | null> {
  const { person_id, badged } = atDeskNow(await readAtDesk(db, tap.desk_id), tap.scanned_at)
  if (person_id === null) return null
  const shown = badge.trim() ? (await findTag(db, tagText(badge)))?.person_id : badged && person_id
  if (shown !== person_id) return null
  return await pinMatches(db, person_id, pin, now) === 'right' ? person_id : null
}
