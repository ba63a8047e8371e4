import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Role, Row } from '../database/tables.ts'
import { notLeft } from '../people/here.ts'
import { type Access, REVIEWERS } from './rules.ts'

/** Every open account of somebody who is here, with the roles it carries. */
export async function listAccess(db: Db, today: string): Promise<Access[]> {
  const rows = await db.selectFrom('accounts as a').innerJoin('people as p', 'p.id', 'a.person_id')
    .leftJoin('person_roles as r', 'r.person_id', 'p.id').leftJoin('sign_ins as s', 's.account_id', 'a.id')
    .select(['a.id as account_id', 'a.person_id', 'p.name', 'a.email', 'a.created_at as since', 's.last_at as last_used_at', 'r.role'])
    .where('a.closed_at', 'is', null).where(notLeft(today, 'p')).orderBy('p.sort_name').orderBy('a.id').execute()
  const found = new Map<string, Access>()
  for (const { role, ...row } of rows) {
    const access = found.get(row.account_id) ?? { ...row, roles: [] }
    if (role !== null) access.roles.push(role)
    found.set(row.account_id, access)
  }
  return [...found.values()]
}

export function listDecided(db: Db, term: string) {
  return db.selectFrom('access_review_lines as l').innerJoin('people as p', 'p.id', 'l.person_id').leftJoin('people as b', 'b.id', 'l.decided_by_id')
    .select(['l.id', 'l.account_id', 'l.person_id', 'l.term_name', 'p.name', 'l.roles', 'l.account_since', 'l.last_used_at', 'l.decision', 'l.decided_at', 'b.name as decided_by'])
    .where('l.term', '=', term).orderBy('l.decided_at').orderBy('l.id').execute()
}

export function listTerms(db: Db) {
  return db.selectFrom('access_review_lines')
    .select((e) => ['term', 'term_name', e.fn.countAll<number>().as('lines'), e.fn.min('decided_at').as('from_at'), e.fn.max('decided_at').as('until_at')])
    .groupBy(['term', 'term_name']).orderBy('from_at', 'desc').limit(60).execute()
}

export async function insertLines(db: Db, lines: Row<'access_review_lines'>[]): Promise<void> {
  if (lines.length > 0) await db.insertInto('access_review_lines').values(lines).execute()
}

/** Of open accounts that nobody has looked at this term, whose they are. */
export const listUnreviewed = prepared((db: Db, term: string, today: string) =>
  db.selectFrom('accounts as a').innerJoin('people as p', 'p.id', 'a.person_id').select('a.person_id')
    .where('a.closed_at', 'is', null).where(notLeft(today, 'p'))
    .where((e) => e.not(e.exists(e.selectFrom('access_review_lines as l').select('l.id').whereRef('l.account_id', '=', 'a.id').where('l.term', '=', term)))))

/** Who holds a role that makes a reviewer, of those here; the asked-for ones are the first role's that anybody holds. */
export async function listReviewers(db: Db, today: string): Promise<string[]> {
  const rows = await listManagers(db, [...REVIEWERS], today)
  const role = REVIEWERS.find((one) => rows.some((row) => row.role === one))
  return rows.filter((row) => row.role === role).map(({ person_id }) => person_id)
}

const listManagers = prepared((db: Db, roles: Role[], today: string) =>
  db.selectFrom('person_roles as r').innerJoin('people as p', 'p.id', 'r.person_id').select(['r.person_id', 'r.role'])
    .where('r.role', 'in', roles).where(notLeft(today, 'p')).orderBy('r.person_id'))
