import type { Db } from '../database/open.ts'
import type { Role } from '../database/tables.ts'
import { notLeft } from '../people/here.ts'

export function findAccountByEmail(db: Db, email: string) {
  return db.selectFrom('accounts as a').innerJoin('people as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.person_id', 'a.password_hash', 'a.closed_at', 'p.last_day'])
    .where('a.email', '=', email).executeTakeFirst()
}

export async function hasAccount(db: Db): Promise<boolean> {
  return Boolean(await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst())
}

export function findAccountOf(db: Db, personId: string) {
  return db.selectFrom('accounts').selectAll().where('person_id', '=', personId).executeTakeFirst()
}

export async function listRolesOf(db: Db, personId: string): Promise<Role[]> {
  const rows = await db.selectFrom('person_roles').select('role').where('person_id', '=', personId).execute()
  return rows.map(({ role }) => role)
}

/** Whether somebody else could still do the lead's work: a lead with an open account who has not left by `today`. */
export async function hasOtherLead(db: Db, personId: string, today: string): Promise<boolean> {
  const other = await db.selectFrom('person_roles as r').innerJoin('people as p', 'p.id', 'r.person_id')
    .innerJoin('accounts as a', 'a.person_id', 'p.id').select('p.id')
    .where('r.role', '=', 'lead').where('p.id', '<>', personId).where('a.closed_at', 'is', null)
    .where(notLeft(today, 'p')).limit(1).executeTakeFirst()
  return other !== undefined
}
