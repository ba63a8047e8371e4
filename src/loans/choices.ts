import type { Db } from '../database/open.ts'

export type Choice = { value: string, label: string }

/** This year's classes on a day (YYYY-MM-DD), a person's own first. */
export async function listClassChoices(db: Db, personId: string, today: string): Promise<Choice[]> {
  const rows = await db.selectFrom('classes as c').innerJoin('school_years as y', 'y.id', 'c.school_year_id')
    .leftJoin('class_people as m', (join) => join.onRef('m.class_id', '=', 'c.id').on('m.person_id', '=', personId))
    .select(['c.id as value', 'c.name as label', 'm.person_id as own'])
    .where('y.starts_on', '<=', today).where('y.ends_on', '>=', today).orderBy('c.search_name').execute()
  return [...rows.filter(({ own }) => own), ...rows.filter(({ own }) => !own)].map(({ value, label }) => ({ value, label }))
}

/** Everybody who is here on a day (YYYY-MM-DD), in the order of surnames; `staffOnly` are those who may answer for others. */
export function listPeopleChoices(db: Db, today: string, staffOnly = false): Promise<Choice[]> {
  const query = db.selectFrom('people').select(['id as value', 'name as label'])
    .where((e) => e.or([e('last_day', 'is', null), e('last_day', '>=', today)]))
    .where((e) => e.or([e('first_day', 'is', null), e('first_day', '<=', today)]))
    .orderBy('sort_name').orderBy('id')
  return (staffOnly ? query.where('kind', '=', 'staff') : query).execute()
}

/** What a person booked out for lately, newest first, at most five different purposes. */
export async function listOwnPurposes(db: Db, personId: string): Promise<string[]> {
  const rows = await db.selectFrom('loans').select('purpose')
    .where('borrower_id', '=', personId).where('voided_at', 'is', null)
    .orderBy('taken_at', 'desc').orderBy('id', 'desc').limit(30).execute()
  return [...new Set(rows.map(({ purpose }) => purpose))].slice(0, 5)
}
