import { dayOf } from '../calendar/days.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { findTag } from '../tags/store.ts'
import { closeCard, closeEarlier, insertCard, listOut, type NewCard } from './store.ts'

/** What stands against handing a card to somebody today (M20); `person_id` is null for whoever is not known yet. */
export async function problemsOfCard(db: Act, { number, person_id }: { number: number, person_id: string | null }, now: Date): Promise<Problem[]> {
  const out = await listOut(db, dayOf(now))
  const own = out.find((card) => card.person_id === person_id)
  if (own) return refuse(own.number === number ? `${own.name} has it already` : `${own.name} has Supply ${own.number} already`)
  const other = out.find((card) => card.number === number)
  if (other) return refuse(`Supply ${number} is with ${other.name}: take it back first, or hand out another`)
  return await findTag(db, `SUPPLY-${number}`) ? refuse(`SUPPLY-${number} is somebody’s badge or a device’s tag: hand out another`) : []
}

function refuse(message: string): Problem[] {
  return [{ name: 'number', message }]
}

/** The card is somebody's badge until the end of the day (M20). */
export async function giveCard(db: Act, card: NewCard, actor: Actor, now: Date): Promise<string> {
  const earlier = await closeEarlier(db, card.number, dayOf(now), now)
  await recordBack(db, earlier, actor, now)
  const card_id = await insertCard(db, card, dayOf(now), now)
  const { number, answers_id, class_id } = card
  await record(db, actor, now, { verb: 'supply-card.given', subject: 'person', subject_id: card.person_id, data: { card_id, number, answers_id, class_id } })
  return card_id
}

/** The card is back in the office: from now on it is nobody's badge. Back already, it stays as it is. */
export function takeBackCard(db: Db, id: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    const card = await closeCard(db, id, now)
    if (card) await recordBack(db, [card], actor, now)
  })
}

function recordBack(db: Act, cards: { id: string, person_id: string, number: number }[], actor: Actor, now: Date): Promise<void> {
  return record(db, actor, now, ...cards.map(({ id, person_id, number }) => (
    { verb: 'supply-card.back', subject: 'person', subject_id: person_id, data: { card_id: id, number } })))
}
