import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import { isPresent, notLeft } from '../people/here.ts'

const cards = (db: Db) => db.selectFrom('supply_cards as s').innerJoin('people as p', 'p.id', 's.person_id')
  .leftJoin('people as a', 'a.id', 's.answers_id').leftJoin('classes as c', 'c.id', 's.class_id')
  .select(['s.id', 's.number', 's.person_id', 's.day', 's.given_at', 'p.name', 'a.name as answers', 'c.name as class_name'])
  .where('s.back_at', 'is', null)

/** The cards that are out on a day (YYYY-MM-DD). */
export const listOut = prepared((db: Db, day: string) => cards(db).where('s.day', '=', day).orderBy('s.number'))

export type CardOut = Awaited<ReturnType<typeof listOut>>[number]

/** The cards of earlier days that nobody has handed back, the oldest first. */
export const listNotBack = prepared((db: Db, today: string, limit: number) =>
  cards(db).where('s.day', '<', today).orderBy('s.day').orderBy('s.number').limit(limit))

/** Who was handed the card of this number today; undefined for a card that lies in the office. */
export const findSupply = preparedFirst((db: Db, number: number, today: string) =>
  db.selectFrom('supply_cards').select(['person_id', 'number']).where('day', '=', today).where('number', '=', number).where('back_at', 'is', null))

/** What the card that somebody has today says of them; whoever has left or is away answers for nobody. */
export const findCardOf = preparedFirst((db: Db, personId: string, today: string) =>
  db.selectFrom('supply_cards as s').leftJoin('people as a', (join) => join.onRef('a.id', '=', 's.answers_id').on(notLeft(today, 'a')).on(isPresent('a')))
    .select(['s.class_id', 'a.id as answers_id']).where('s.person_id', '=', personId).where('s.day', '=', today).where('s.back_at', 'is', null))

export type NewCard = { number: number, person_id: string, answers_id: string | null, class_id: string | null }

export async function insertCard(db: Db, card: NewCard, day: string, now: Date): Promise<string> {
  const id = newId()
  await db.insertInto('supply_cards').values({ id, ...card, day, given_at: now.toISOString(), back_at: null }).execute()
  return id
}

/** Whose card it was; undefined when it had come back already, or there is none. */
export function closeCard(db: Db, id: string, now: Date) {
  return db.updateTable('supply_cards').set({ back_at: now.toISOString() })
    .where('id', '=', id).where('back_at', 'is', null).returning(['id', 'person_id', 'number']).executeTakeFirst()
}

/** A card that is handed out again has come back, whoever had it on an earlier day. */
export function closeEarlier(db: Db, number: number, today: string, now: Date) {
  return db.updateTable('supply_cards').set({ back_at: now.toISOString() })
    .where('number', '=', number).where('day', '<', today).where('back_at', 'is', null).returning(['id', 'person_id', 'number']).execute()
}
