import { dayOf } from '../../src/calendar/days.ts'
import type { Row } from '../../src/database/tables.ts'
import { type Adult, clock, iso, leadOf, roomsOn, type Scene } from './scene.ts'
import { dayBack } from './stories.ts'

type Told = { supply_cards: Row<'supply_cards'>[], events: Row<'events'>[] }

/** A supply teacher in a class and a visitor who came this morning, each with a card; in the evening the cards are back (M20). */
export function cardsGiven(scene: Scene): Told {
  const day = dayBack(scene.now, '08:25')
  const [room, lead] = [roomsOn(scene, day)[8]!, leadOf(scene)]
  const supply_cards = [
    cardOf(scene, day, { number: 1, holder: named(scene, 'Desmond Achterberg'), answers: room.helper, class_id: room.id, at: '08:17' }),
    cardOf(scene, day, { number: 2, holder: named(scene, 'Leopold Nkemelu'), answers: lead, class_id: null, at: '08:24' }),
  ]
  return { supply_cards, events: supply_cards.map((card) => eventOf(scene, card, lead.id)) }
}

function named({ adults }: Scene, name: string): Adult {
  return adults.find(({ part }) => part.name === name)!
}

type Card = { number: number, holder: Adult, answers: Adult, class_id: string | null, at: string }

function cardOf(scene: Scene, day: string, { number, holder, answers, class_id, at }: Card): Row<'supply_cards'> {
  const given = clock(day, at)
  const back_at = day === dayOf(scene.now) ? null : iso(clock(day, '15:35'))
  return { id: scene.id(given), number, person_id: holder.id, answers_id: answers.id, class_id, day, given_at: iso(given), back_at }
}

function eventOf({ id }: Scene, card: Row<'supply_cards'>, actor_id: string): Row<'events'> {
  const { id: card_id, number, answers_id, class_id, person_id, given_at } = card
  return {
    id: id(Date.parse(given_at)), at: given_at, verb: 'supply-card.given', actor_id, desk_id: null, subject: 'person', subject_id: person_id,
    data: JSON.stringify({ card_id, number, answers_id, class_id }),
  }
}
