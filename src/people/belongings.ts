import type { Db } from '../database/open.ts'
import type { Role } from '../database/tables.ts'

/** What goes with each person of a page: read for all of them at once, five queries for any number of people. */
export type Belongings = {
  roles: Role[], classes: string[], badges: string[]
  /** What they have out now, the one due first in front. */
  out: { code: string, due_at: string }[]
  /** Codes of the devices they look after. */
  kept: string[]
}

/** By person's id; `today` (YYYY-MM-DD) says which school year's classes. */
export async function belongingsOf(db: Db, ids: string[], today: string): Promise<Map<string, Belongings>> {
  const all = new Map<string, Belongings>(ids.map((id) => [id, { roles: [], classes: [], badges: [], out: [], kept: [] }]))
  if (ids.length === 0) return all
  for (const { id, role } of await rolesOf(db, ids)) all.get(id)!.roles.push(role)
  for (const { id, name } of await classesOf(db, ids, today)) all.get(id)!.classes.push(name)
  for (const { id, text } of await badgesOf(db, ids)) all.get(id!)!.badges.push(text)
  for (const { id, ...loan } of await openLoansOf(db, ids)) all.get(id)!.out.push(loan)
  for (const { id, code } of await keptBy(db, ids)) all.get(id)!.kept.push(code)
  return all
}

function rolesOf(db: Db, ids: string[]) {
  return db.selectFrom('person_roles').select(['person_id as id', 'role']).where('person_id', 'in', ids).orderBy('role').execute()
}

function classesOf(db: Db, ids: string[], today: string) {
  return db.selectFrom('class_people as m').innerJoin('classes as c', 'c.id', 'm.class_id')
    .innerJoin('school_years as y', 'y.id', 'c.school_year_id').select(['m.person_id as id', 'c.name'])
    .where('m.person_id', 'in', ids).where('y.starts_on', '<=', today).where('y.ends_on', '>=', today)
    .orderBy('c.search_name').execute()
}

function badgesOf(db: Db, ids: string[]) {
  return db.selectFrom('tags').select(['person_id as id', 'text']).where('person_id', 'in', ids).where('what', '=', 'badge')
    .orderBy('text').execute()
}

function openLoansOf(db: Db, ids: string[]) {
  return db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id')
    .select(['l.borrower_id as id', 'd.code', 'l.due_at']).where('l.borrower_id', 'in', ids)
    .where('l.returned_at', 'is', null).where('l.voided_at', 'is', null).orderBy('l.due_at').orderBy('d.code').execute()
}

function keptBy(db: Db, ids: string[]) {
  return db.selectFrom('allocations as a').innerJoin('devices as d', 'd.id', 'a.device_id')
    .select(['a.keeper_id as id', 'd.code']).where('a.keeper_id', 'in', ids).where('a.until_at', 'is', null)
    .orderBy('d.code').execute()
}
