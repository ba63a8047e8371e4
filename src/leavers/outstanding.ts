import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'

/** Something that a leaver still has or answers for; `device_id` where it can be written off, `href` is where it is put right. */
export type Outstanding = {
  person_id: string, kind: 'loan' | 'kept' | 'answers' | 'permission', what: string, words: string, mend: string, href: string, device_id: string | null
}

/** Each says for any number of people, in one query, what of its own is outstanding; other registers add theirs here. */
type Maker = (db: Db, people: string[]) => Promise<Outstanding[]>

const MAKERS: readonly Maker[] = [loans, kept, answered, permissions]

export async function listOutstanding(db: Db, people: string[]): Promise<Outstanding[]> {
  if (people.length === 0) return []
  const found: Outstanding[] = []
  for (const maker of MAKERS) found.push(...await maker(db, people))
  return found
}

/** What is lost, stolen or retired is not waited for any more. */
const isGone = sql<boolean>`exists (select 1 from out_of_use o where o.device_id = d.id and o.until_at is null and o.because in ('lost', 'stolen', 'retired'))`

const openLoans = (db: Db) => db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .where('l.returned_at', 'is', null).where('l.voided_at', 'is', null).where(sql<boolean>`not ${isGone}`).orderBy('d.code')

const findLoans = prepared((db: Db, people: string[]) => openLoans(db).select(['l.borrower_id as person_id', 'd.id as device_id', 'd.code', 't.name as type_name'])
  .where('l.borrower_id', 'in', people))

async function loans(db: Db, people: string[]): Promise<Outstanding[]> {
  return (await findLoans(db, people)).map(({ person_id, device_id, code, type_name }) => (
    { person_id, kind: 'loan' as const, what: code, words: `${type_name}, booked out`, mend: 'Bring it back', href: `/devices/${code}`, device_id }))
}

const findKept = prepared((db: Db, people: string[]) => db.selectFrom('allocations as a').innerJoin('devices as d', 'd.id', 'a.device_id')
  .innerJoin('device_types as t', 't.id', 'd.type_id').select(['a.keeper_id as person_id', 'd.id as device_id', 'd.code', 't.name as type_name'])
  .where('a.keeper_id', 'in', people).where('a.until_at', 'is', null).where(sql<boolean>`not ${isGone}`).orderBy('d.code'))

async function kept(db: Db, people: string[]): Promise<Outstanding[]> {
  return (await findKept(db, people)).map(({ person_id, device_id, code, type_name }) => (
    { person_id, kind: 'kept' as const, what: code, words: `${type_name}, looked after`, mend: 'Take it back to the store', href: `/devices/${code}`, device_id }))
}

const findAnswered = prepared((db: Db, people: string[]) => openLoans(db).innerJoin('people as b', 'b.id', 'l.borrower_id')
  .select(['l.answers_id as person_id', 'd.code', 't.name as type_name', 'b.name as borrower'])
  .where('l.answers_id', 'in', people).whereRef('l.answers_id', '<>', 'l.borrower_id'))

async function answered(db: Db, people: string[]): Promise<Outstanding[]> {
  return (await findAnswered(db, people)).map(({ person_id, code, type_name, borrower }) => (
    { person_id, kind: 'answers' as const, what: code, words: `${type_name}, answers for it while ${borrower} has it`, mend: 'Bring it back', href: `/devices/${code}`, device_id: null }))
}

const findPermissions = prepared((db: Db, people: string[]) => db.selectFrom('approvals as a').innerJoin('people as p', 'p.id', 'a.person_id')
  .select(['a.person_id', 'a.id', 'a.why', 'a.in_school']).where('a.person_id', 'in', people).where('a.revoked_at', 'is', null)
  .where((e) => e.or([e('a.decision', 'is', null), e('a.decision', '=', 'approved')]))
  .where(sql<boolean>`coalesce(a.granted_until, a.until_day) > p.last_day`).orderBy('a.id'))

async function permissions(db: Db, people: string[]): Promise<Outstanding[]> {
  return (await findPermissions(db, people)).map(({ person_id, id, why, in_school }) => (
    { person_id, kind: 'permission' as const, what: 'Permission', words: `to ${in_school === 1 ? 'borrow' : 'take something off-site'} after the last day: ${why}`, mend: 'Take it back', href: `/approvals/${id}`, device_id: null }))
}
