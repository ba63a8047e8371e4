import { dayOf } from '../calendar/days.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { custodyOf } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { answer } from './answers.ts'
import { lendOut } from './carry-out.ts'
import { placeOf } from './scan.ts'
import { findClassCard, listDeviceIdsOfSet } from './store.ts'
import { NOBODY } from './state.ts'
import { atDeskOnce, type Given, type Tap } from './tap.ts'

/**
 * "Pass to 5 Elm": the ticked devices of a trolley that are out end there as passed on and begin for the next class, away
 * from the suite, in one act. What nobody has yet goes out with them; what is out of use or not ticked stays behind (M1, M3).
 */
export function passTo(db: Db, tap: Tap, setId: string | null, { class_card_id, goes }: Passing, now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    const card = await findClassCard(db, class_card_id)
    if (!card || setId === null) return { at_desk: atDesk, answer: answer('no such class') }
    if (card.ends_on < dayOf(now)) return { at_desk: atDesk, answer: answer('class of last year') }
    const ids = (await listDeviceIdsOfSet(db, setId)).filter((id) => goes.includes(id))
    const going = (await custodyOf(db, ids)).filter((device) => mayGo(device, card))
    const { answers_id: person_id, class_id, purpose } = card
    const taking_over = going.filter(({ loan_id }) => loan_id !== null).map(({ device_id }) => device_id)
    const at_desk = { ...NOBODY, person_id, class_id, purpose, taking_over }
    if (going.length === 0) return { at_desk, answer: answer('nothing to take', { set_id: setId, person_id }) }
    return lendOut(db, going.map(({ device_id }) => device_id), setId, await placeOf(db, tap, at_desk), now)
  })
}

export type Passing = { class_card_id: string, goes: string[] }
type Card = NonNullable<Awaited<ReturnType<typeof findClassCard>>>

/** Not what is out of use, with its keeper, or with that class and adult already. */
function mayGo({ because, loan_id, keeper_id, borrower_id, class_id }: CustodyFacts, card: Card): boolean {
  if (because !== null) return false
  if (loan_id === null) return keeper_id === null
  return borrower_id !== card.answers_id || class_id !== card.class_id
}
