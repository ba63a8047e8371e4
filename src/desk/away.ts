import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { standingAcceptance } from '../off-site/terms.ts'
import { answer } from './answers.ts'
import { placeOf } from './scan.ts'
import { NOBODY } from './state.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'
import { goOn } from './taps.ts'

/** "Off-site" or "in school" was tapped: what went by the other one, its time included, is asked anew (M6). */
export function goAway(db: Db, tap: Tap, isAway: boolean, now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    if (atDesk.person_id === null) return { at_desk: atDesk, answer: answer('left') }
    const away = isAway ? { acceptance: await standingAcceptance(db, atDesk.person_id, dayOf(now)) } : null
    return goOn(db, await placeOf(db, tap, { ...atDesk, away, until: NOBODY.until }), now)
  })
}
