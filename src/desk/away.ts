import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { Uses } from '../off-site/rules.ts'
import { standingAcceptance } from '../off-site/terms.ts'
import type { Settings } from '../settings/store.ts'
import { answer } from './answers.ts'
import { placeOf } from './scan.ts'
import { type AtDesk, NOBODY } from './state.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'
import { goOn } from './taps.ts'

/** "Off-site", for what, or "in school" (null) was tapped: what went by the other one, its time included, is asked anew (M6–M8). */
export function goAway(db: Db, tap: Tap, uses: Uses | null, now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    if (atDesk.person_id === null) return { at_desk: atDesk, answer: answer('left') }
    const away = uses && { ...uses, acceptance: await standingAcceptance(db, atDesk.person_id, dayOf(now)) }
    return goOn(db, await placeOf(db, tap, { ...atDesk, away, until: NOBODY.until }), now)
  })
}

export type Asks = Pick<Settings, 'ask_personal_data' | 'ask_video_calls' | 'field_is_on_site'>

const PLAIN: Uses = { carries_personal_data: false, video_calls: false }
const USES: { uses: Uses, more: string }[] = [
  { uses: PLAIN, more: 'home, or anywhere away' },
  { uses: { ...PLAIN, carries_personal_data: true }, more: 'with personal data on it' },
  { uses: { ...PLAIN, video_calls: true }, more: 'for video calls' },
  { uses: { carries_personal_data: true, video_calls: true }, more: 'with personal data, and for video calls' },
]

/** The places that one tap chooses from: in school, and off-site for each use that the school wants permission for. */
export function placesFor(away: AtDesk['away'], { ask_personal_data, ask_video_calls, field_is_on_site }: Asks) {
  const asked = USES.filter(({ uses }) => (ask_personal_data || !uses.carries_personal_data) && (ask_video_calls || !uses.video_calls))
  const places = asked.map(({ uses, more }) => ({ away: '1', uses, label: 'Off-site', more, chosen: away !== null && isSame(uses, away) }))
  return [{ away: '0', uses: PLAIN, label: 'Stays in school', more: field_is_on_site ? 'or on our field; due back today' : 'due back today', chosen: away === null }, ...places]
}

function isSame(one: Uses, other: Uses): boolean {
  return one.carries_personal_data === other.carries_personal_data && one.video_calls === other.video_calls
}
