import { askIn } from '../allocations/borrowing/ask.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { answer } from './answers.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'

/** Whoever is at the desk asks the keeper of a device to lend it to them today (M3); the answer is given on the keeper's own account. */
export function askKeeperAtDesk(db: Db, tap: Tap, device_id: string, now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    const { person_id } = atDesk
    if (person_id === null) return { at_desk: atDesk, answer: answer('left') }
    const asking = { device_id, asker_id: person_id, why: atDesk.purpose ?? '', until_day: dayOf(now), actor: { person_id, desk_id: tap.desk_id } }
    const asked = await askIn(db, asking, now)
    const about = { device_ids: [device_id], person_id }
    if ('ask_id' in asked) return { at_desk: atDesk, answer: answer('keeper asked', about) }
    return { at_desk: atDesk, answer: answer('not taken', { ...about, refused: [{ code: '', reasons: asked.problems.map(({ message }) => message) }] }) }
  })
}
