import { custodyOf } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { answer } from './answers.ts'
import { lendOut } from './carry-out.ts'
import { placeOf } from './scan.ts'
import { findClassCard, listDeviceIdsOfSet } from './store.ts'
import { NOBODY } from './state.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'

/**
 * "Pass to 5 Elm": all of a trolley's devices that are out end there as passed on and begin for the next class, away
 * from the suite, in one act. What nobody has yet goes out with them; what is out of use stays behind (M1, M3).
 */
export function passTo(db: Db, tap: Tap, setId: string | null, cardId: string, now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    const card = await findClassCard(db, cardId)
    if (!card || setId === null) return { at_desk: atDesk, answer: answer('left') }
    const devices = (await custodyOf(db, await listDeviceIdsOfSet(db, setId))).filter(({ because }) => because === null)
    const { answers_id: person_id, class_id, purpose } = card
    const out = devices.filter(({ loan_id }) => loan_id !== null)
    const taking_over = out.filter((device) => device.borrower_id !== person_id || device.class_id !== class_id).map(({ device_id }) => device_id)
    const idle = devices.filter(({ loan_id, keeper_id }) => loan_id === null && keeper_id === null).map(({ device_id }) => device_id)
    const at_desk = { ...NOBODY, person_id, class_id, purpose, taking_over }
    const going = [...taking_over, ...idle]
    if (going.length === 0) return { at_desk, answer: answer('nothing to take', { set_id: setId, person_id }) }
    return lendOut(db, going, setId, await placeOf(db, tap, at_desk), now)
  })
}
