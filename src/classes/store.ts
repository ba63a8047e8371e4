import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import { NotFound } from '../errors.ts'
import { notLeft } from '../people/here.ts'
import { fold } from '../text/fold.ts'
import { compareClasses } from './rules.ts'

export type SchoolClass = { id: string, name: string, school_year_id: string, year: string }

/** A year's classes in the school's order, with how many adults and cards each has. */
export async function listClasses(db: Db, yearId: string) {
  const classes = await db.selectFrom('classes as c').select(['c.id', 'c.name']).where('c.school_year_id', '=', yearId)
    .select((e) => [
      e.selectFrom('class_cards as k').whereRef('k.class_id', '=', 'c.id').select((k) => k.fn.countAll<number>().as('n')).as('cards'),
    ]).execute()
  const adults = await db.selectFrom('class_people as m').innerJoin('people as p', 'p.id', 'm.person_id')
    .innerJoin('classes as c', 'c.id', 'm.class_id').select(['m.class_id', 'p.name'])
    .where('c.school_year_id', '=', yearId).orderBy('p.sort_name').orderBy('p.id').execute()
  return classes.toSorted(compareClasses).map(({ cards, ...each }) => ({
    ...each, cards: cards ?? 0, adults: adults.filter(({ class_id }) => class_id === each.id).map(({ name }) => name),
  }))
}

const findCurrentClasses = prepared((db: Db, today: string) =>
  db.selectFrom('classes as c').innerJoin('school_years as y', 'y.id', 'c.school_year_id')
    .select(['c.id', 'c.name']).where('y.starts_on', '<=', today).where('y.ends_on', '>=', today))

/** Classes of the year that a day lies in, as choices; none before the school has begun that year. */
export async function listCurrentClasses(db: Db, today: string) {
  return (await findCurrentClasses(db, today)).toSorted(compareClasses)
}

/** Throws NotFound where there is no such class. */
export async function findClass(db: Db, id: unknown): Promise<SchoolClass> {
  const found = await db.selectFrom('classes as c').innerJoin('school_years as y', 'y.id', 'c.school_year_id')
    .select(['c.id', 'c.name', 'c.school_year_id', 'y.name as year']).where('c.id', '=', String(id)).executeTakeFirst()
  if (!found) throw new NotFound('There is no such class.')
  return found
}

/** A name that the year has already is a unique violation. */
export async function insertClass(db: Db, name: string, yearId: string): Promise<string> {
  const id = newId()
  await db.insertInto('classes').values({ id, school_year_id: yearId, name, search_name: fold(name) }).execute()
  return id
}

export async function renameClass(db: Db, id: string, name: string): Promise<void> {
  await db.updateTable('classes').set({ name, search_name: fold(name) }).where('id', '=', id).execute()
}

export async function removeClass(db: Db, id: string): Promise<void> {
  await db.deleteFrom('classes').where('id', '=', id).execute()
}

export async function hasLoans(db: Db, classId: string): Promise<boolean> {
  return Boolean(await db.selectFrom('loans').select('id').where('class_id', '=', classId).limit(1).executeTakeFirst())
}

export function listAdultsOf(db: Db, classId: string) {
  return db.selectFrom('class_people as m').innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name', 'p.kind', 'p.job_title']).where('m.class_id', '=', classId)
    .orderBy('p.sort_name').orderBy('p.id').execute()
}

/** Who may have a class or answer for its card: whoever works here and has not left by `today` (YYYY-MM-DD). */
export function listWhoMayAnswer(db: Db, today: string) {
  return db.selectFrom('people').select(['id', 'name']).where('kind', 'in', ['staff', 'supply', 'student'])
    .where(notLeft(today)).orderBy('sort_name').orderBy('id').execute()
}

export async function addAdult(db: Db, classId: string, personId: string): Promise<void> {
  await db.insertInto('class_people').values({ class_id: classId, person_id: personId })
    .onConflict((c) => c.columns(['class_id', 'person_id']).doNothing()).execute()
}

export async function removeAdult(db: Db, classId: string, personId: string): Promise<void> {
  await db.deleteFrom('class_people').where('class_id', '=', classId).where('person_id', '=', personId).execute()
}
