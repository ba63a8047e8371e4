import { dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import { findCardOf } from '../supply-cards/store.ts'
import { answer } from './answers.ts'
import { carryOut } from './carry-out.ts'
import { type Place, whatIsMissing } from './decide.ts'
import { comeFor, listReservedWishes } from './reserved.ts'
import { findPerson, listRecentWishes } from './store.ts'
import { NOBODY } from './state.ts'
import type { Outcome } from './tap.ts'
import { usualWish } from './usual.ts'

export type Arrival = {
  person_id: string
  /** From a class card: the class and its usual purpose, which go before the person's own. */
  card: { class_id: string | null, purpose: string | null } | null
  /** By a badge of their own. */
  badged?: boolean
}

/** Puts a person at the desk, with what they have reserved for now or else their usual purpose, and whoever answers for them today; devices that waited for a name go out to them. */
export async function greet(db: Act, arrival: Arrival, place: Place, now: Date): Promise<Outcome> {
  const { person_id, card, badged = false } = arrival
  if (place.lane === 'back') return { at_desk: NOBODY, answer: answer('at the desk', { person_id }) }
  const person = await findPerson(db, person_id)
  const supply = person && person.kind !== 'staff' ? await findCardOf(db, person_id, dayOf(now)) : undefined
  const class_id = card ? card.class_id : supply?.class_id ?? null
  const reserved = comeFor(await listReservedWishes(db, { borrower_id: person_id, class_id }, now), card?.class_id ?? null)
  const usual = usualWish(await listRecentWishes(db, person_id, dayOf(now)))
  const at_desk = {
    ...NOBODY, person_id, badged,
    answers_id: supply?.answers_id ?? null,
    class_id: reserved?.class_id ?? (card ? card.class_id : supply?.class_id ?? usual?.class_id ?? null),
    purpose: reserved?.purpose ?? card?.purpose ?? usual?.purpose ?? null,
    until: reserved?.until ?? null,
    waiting: place.at_desk.person_id === null ? place.at_desk.waiting : [],
  }
  const arrived: Place = { ...place, at_desk, person_kind: person?.kind ?? null }
  if (at_desk.waiting.length === 0) return { at_desk, answer: answer('at the desk', { person_id }) }
  return carryOut(db, { do: whatIsMissing(arrived), device_ids: at_desk.waiting }, null, arrived, now)
}
