import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { hasBegun, notLeft } from '../people/here.ts'
import { cardNumber } from './rules.ts'

/** The cards that are out on a day (YYYY-MM-DD). */
export function listOut(db: Db, day: string) {
  return db.selectFrom('supply_cards as s').innerJoin('people as p', 'p.id', 's.person_id')
    .select(['s.id', 's.number', 's.person_id', 's.given_at', 'p.name'])
    .where('s.day', '=', day).where('s.back_at', 'is', null).orderBy('s.number').execute()
}

/** Who was handed the card of this text today; null for another text, or a card that lies in the office. */
export async function findSupply(db: Db, text: string, today: string): Promise<string | null> {
  const number = cardNumber(text)
  if (number === null) return null
  const card = await db.selectFrom('supply_cards').select('person_id')
    .where('day', '=', today).where('number', '=', number).where('back_at', 'is', null).executeTakeFirst()
  return card?.person_id ?? null
}

/** Everybody who is here on a day: supply first, for they are meant. */
export async function listHere(db: Db, today: string) {
  const people = await db.selectFrom('people').select(['id', 'name', 'kind'])
    .where(hasBegun(today)).where(notLeft(today)).orderBy('sort_name').orderBy('id').execute()
  return [...people.filter(({ kind }) => kind === 'supply'), ...people.filter(({ kind }) => kind !== 'supply')]
}

export async function insertCard(db: Db, number: number, personId: string, day: string, now: Date): Promise<string> {
  const id = newId()
  await db.insertInto('supply_cards')
    .values({ id, number, person_id: personId, day, given_at: now.toISOString(), back_at: null }).execute()
  return id
}

/** Whose card it was; undefined when it had come back already, or there is none. */
export function closeCard(db: Db, id: string, now: Date) {
  return db.updateTable('supply_cards').set({ back_at: now.toISOString() })
    .where('id', '=', id).where('back_at', 'is', null).returning(['person_id', 'number']).executeTakeFirst()
}
