import type { Db } from '../database/open.ts'
import type { Role, Row } from '../database/tables.ts'
import { NotFound } from '../errors.ts'

export type Person = Row<'people'>

/** Throws NotFound where there is no such person. */
export async function findPerson(db: Db, id: unknown): Promise<Person> {
  const person = await db.selectFrom('people').selectAll().where('id', '=', String(id)).executeTakeFirst()
  if (!person) throw new NotFound('There is no such person.')
  return person
}

export function findByEmail(db: Db, email: string) {
  return db.selectFrom('people').select(['id', 'name']).where('email', '=', email).executeTakeFirst()
}

/** An email address that somebody else has is a unique violation. */
export async function insertPerson(db: Db, person: Person): Promise<void> {
  await db.insertInto('people').values(person).execute()
}

export async function updatePerson(db: Db, id: string, person: Partial<Person>): Promise<void> {
  await db.updateTable('people').set(person).where('id', '=', id).execute()
}

/** The person's classes among these (the current year's) become exactly the ticked ones; earlier years stay. */
export async function replaceClasses(db: Db, personId: string, among: string[], ticked: string[]): Promise<void> {
  if (among.length === 0) return
  await db.deleteFrom('class_people').where('person_id', '=', personId).where('class_id', 'in', among).execute()
  const rows = among.filter((id) => ticked.includes(id)).map((class_id) => ({ class_id, person_id: personId }))
  if (rows.length > 0) await db.insertInto('class_people').values(rows).execute()
}

export function listClassesOf(db: Db, personId: string) {
  return db.selectFrom('class_people as m').innerJoin('classes as c', 'c.id', 'm.class_id')
    .innerJoin('school_years as y', 'y.id', 'c.school_year_id').select(['c.id', 'c.name', 'y.name as year'])
    .where('m.person_id', '=', personId).orderBy('y.starts_on', 'desc').orderBy('c.search_name').execute()
}

export async function giveRoles(db: Db, personId: string, roles: Role[]): Promise<void> {
  if (roles.length > 0) await db.insertInto('person_roles').values(roles.map((role) => ({ person_id: personId, role }))).execute()
}

export async function takeRoles(db: Db, personId: string, roles: Role[]): Promise<void> {
  if (roles.length > 0) await db.deleteFrom('person_roles').where('person_id', '=', personId).where('role', 'in', roles).execute()
}

/** Roles that somebody in the school holds. */
export async function listHeldRoles(db: Db): Promise<Role[]> {
  const rows = await db.selectFrom('person_roles').select('role').distinct().execute()
  return rows.map(({ role }) => role)
}

export function listBadges(db: Db, personId: string) {
  return db.selectFrom('tags').select('text').where('person_id', '=', personId).where('what', '=', 'badge').orderBy('text').execute()
}
