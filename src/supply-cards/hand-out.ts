import { dayOf } from '../calendar/days.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { findTag } from '../tags/store.ts'
import { closeCard, insertCard, listHere, listOut } from './store.ts'

export type HandingOut = { number: number, person_id: string, actor: Actor }
export type HandedOut = { card_id: string } | { problems: Problem[] }

/** The office hands a card to somebody for the day, once for a form's key (M20). Throws KeyReused. */
export function handOut(db: Db, key: string, wish: HandingOut, now: Date): Promise<HandedOut> {
  return actOnce(db, key, wish, now, (db) => give(db, wish, now), (given) => 'card_id' in given)
}

async function give(db: Act, { number, person_id, actor }: HandingOut, now: Date): Promise<HandedOut> {
  const today = dayOf(now)
  const out = await listOut(db, today)
  const other = out.find((card) => card.number === number)
  if (other) return refuse('number', `Supply ${number} is with ${other.name}: take it back first, or hand out another`)
  if (await findTag(db, `SUPPLY-${number}`)) return refuse('number', `SUPPLY-${number} is somebody’s badge or a device’s tag: hand out another`)
  const own = out.find((card) => card.person_id === person_id)
  if (own) return refuse('person_id', `${own.name} has Supply ${own.number} already`)
  if (!(await listHere(db, today)).some(({ id }) => id === person_id)) return refuse('person_id', 'Choose somebody who is here today')
  const card_id = await insertCard(db, number, person_id, today, now)
  await record(db, actor, now, { verb: 'supply-card.given', subject: 'person', subject_id: person_id, data: { card_id, number } })
  return { card_id }
}

function refuse(name: string, message: string): HandedOut {
  return { problems: [{ name, message }] }
}

/** The card is back in the office: from now on it is nobody's badge. Back already, it stays as it is. */
export function takeBackCard(db: Db, id: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    const card = await closeCard(db, id, now)
    if (!card) return
    await record(db, actor, now, { verb: 'supply-card.back', subject: 'person', subject_id: card.person_id, data: { card_id: id, number: card.number } })
  })
}
