import type { Db } from '../database/open.ts'
import { hasBegun, isPresent, notLeft } from '../people/here.ts'

/** The member of staff whom the school says for a class: of its class cards, else of its adults; whoever is here on a day (YYYY-MM-DD), and not away. */
export async function findAnswererOf(db: Db, classId: string, today: string): Promise<string | null> {
  const here = db.selectFrom('people as p').where('p.kind', '=', 'staff').where(notLeft(today, 'p')).where(hasBegun(today, 'p')).where(isPresent('p')).orderBy('p.sort_name').orderBy('p.id').select('p.id').limit(1)
  const byCard = await here.where('p.id', 'in', (q) => q.selectFrom('class_cards').select('answers_id').where('class_id', '=', classId)).executeTakeFirst()
  const found = byCard ?? await here.where('p.id', 'in', (q) => q.selectFrom('class_people').select('person_id').where('class_id', '=', classId)).executeTakeFirst()
  return found?.id ?? null
}
