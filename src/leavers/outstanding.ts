import { sql } from 'kysely'
import type { Capability } from '../auth/permissions.ts'
import { isGone } from '../custody/store.ts'
import { at } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import { sayFor } from '../http/say.ts'
import { listAfterLastDay } from '../reservations/people-store.ts'
import { wantedWords } from '../reservations/words.ts'
import { readSettings } from '../settings/store.ts'

/**
 * Something that a leaver still has or answers for; `device_id` where it can be written off, `href` is where it is put right,
 * by whoever has the capability `needs`.
 */
export type Outstanding = {
  person_id: string, kind: 'loan' | 'kept' | 'answers' | 'permission' | 'own device' | 'master password' | 'reservation'
  what: string, words: string, mend: string, href: string, device_id: string | null, needs?: Capability
}

/** Each says for any number of people, in one query, what of its own is outstanding on a day; other registers add theirs here. */
type Maker = (db: Db, people: string[], today: string) => Promise<Outstanding[]>

const MAKERS: readonly Maker[] = [loans, kept, answered, permissions, ownDevices, masterPasswords, reservations]

export async function listOutstanding(db: Db, people: string[], today: string): Promise<Outstanding[]> {
  if (people.length === 0) return []
  const found: Outstanding[] = []
  for (const maker of MAKERS) found.push(...await maker(db, people, today))
  return found
}

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

const findOwnDevices = prepared((db: Db, people: string[], today: string) => db.selectFrom('personal_devices as x').innerJoin('people as p', 'p.id', 'x.person_id')
  .select('x.person_id').where('x.person_id', 'in', people).where('x.withdrawn_at', 'is', null).where('p.last_day', '>=', today)
  .where((e) => e.or([e('x.until_day', 'is', null), e('x.until_day', '>', e.ref('p.last_day'))])).orderBy('x.id'))

/** What they use for school of their own, beyond the last day; once that has passed the declaration has ended by itself (M23). Which device it is stays where it was said. */
async function ownDevices(db: Db, people: string[], today: string): Promise<Outstanding[]> {
  if ((await readSettings(db)).personal_devices === 'off') return []
  return (await findOwnDevices(db, people, today)).map(({ person_id }) => ({
    person_id, kind: 'own device' as const, what: 'Own device', words: 'declared for school, without an end by the last day', mend: 'Say that it is not used any more',
    href: '/personal-devices/all', device_id: null, needs: 'see-personal-devices' as const }))
}

const findMasterPasswords = prepared((db: Db, people: string[]) => db.selectFrom('master_password_holders as h')
  .innerJoin('master_passwords as m', 'm.id', 'h.master_password_id').select('h.person_id')
  .where('h.person_id', 'in', people).where('h.until_day', 'is', null).where('m.ended_at', 'is', null).orderBy('h.id'))

/** That they hold one, until somebody else does or it was changed (M28); which one is read by those who keep the list. */
async function masterPasswords(db: Db, people: string[]): Promise<Outstanding[]> {
  if (!(await readSettings(db)).master_passwords) return []
  return (await findMasterPasswords(db, people)).map(({ person_id }) => ({
    person_id, kind: 'master password' as const, what: 'Master password', words: 'holds one: it is changed, and somebody else holds it', mend: 'End that they hold it',
    href: '/master-passwords', device_id: null, needs: 'keep-master-passwords' as const }))
}

/** What they have reserved for when they have gone, until it is cancelled or somebody else has it. */
async function reservations(db: Db, people: string[], today: string): Promise<Outstanding[]> {
  const say = sayFor(new Date(at(today, '12:00')))
  return (await listAfterLastDay(db, people, today)).map((row) => ({
    person_id: row.person_id, kind: 'reservation' as const, what: wantedWords(row), words: `reserved for ${say.day(row.day)}, ${row.slot}, after the last day`,
    mend: 'Cancel it, or give it to somebody', href: `/reservations/${row.id}`, device_id: null, needs: 'book-out-for-others' as const }))
}
