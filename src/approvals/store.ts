import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { OffSite, PersonKind, Role, Row } from '../database/tables.ts'
import { hasBegun, notLeft } from '../people/here.ts'

function approvals(db: Db) {
  return db.selectFrom('approvals as a').innerJoin('people as p', 'p.id', 'a.person_id')
    .leftJoin('people as q', 'q.id', 'a.asked_by_id').leftJoin('people as h', 'h.id', 'a.decided_by_id')
    .leftJoin('people as r', 'r.id', 'a.revoked_by_id')
    .leftJoin('device_types as t', 't.id', 'a.type_id').leftJoin('trips as j', 'j.id', 'a.trip_id')
    .selectAll('a').select(['p.name as person', 'p.kind as person_kind', 'q.name as asked_by', 'h.name as decided_by', 'r.name as revoked_by',
      't.name as type_name', 't.off_site as type_rule', 'j.name as trip'])
}

export type ApprovalRow = Awaited<ReturnType<typeof listWaiting>>[number]

export const findApproval = preparedFirst((db: Db, id: string) => approvals(db).where('a.id', '=', id))

export const listByIds = prepared((db: Db, ids: string[]) => approvals(db).where('a.id', 'in', [...ids, '']))

/** What nobody has answered yet and still matters on a day (YYYY-MM-DD), the one that begins first in front. */
export const listWaiting = prepared((db: Db, today: string, limit: number) => approvals(db)
  .where('a.decision', 'is', null).where('a.revoked_at', 'is', null).where('a.until_day', '>=', today)
  .orderBy('a.from_day').orderBy('a.id').limit(limit))

/** One person's that wait or are in force on a day, or were declined or ended since an instant (UTC ISO), the newest first. */
export const listOwnLately = prepared((db: Db, personId: string, today: string, since: string, limit: number) => approvals(db)
  .where('a.person_id', '=', personId).where((e) => e.or([
    isWaiting(today), isInForce(today), e.and([e('a.decision', '=', sql.lit('declined' as const)), e('a.decided_at', '>=', since)]),
    e.and([e('a.decision', '=', sql.lit('approved' as const)), e('a.revoked_at', '>=', since)]),
  ])).orderBy('a.id', 'desc').limit(limit))

export type Shown = 'waiting' | 'in force' | 'past' | 'all'
/** `or_asked`: also what that person asked for others. */
export type Filter = { show: Shown, person_id: string | null, or_asked?: boolean }

/**
 * The newest first, those before `before` (an id) when it is given. What waits or is in force is little and has an index of its
 * own: sorting it by an expression keeps SQLite from walking all that ever was in the order of its ids.
 */
export function listApprovals(db: Db, { show, person_id, or_asked }: Filter, today: string, before: string | null, limit: number): Promise<ApprovalRow[]> {
  const isFew = person_id === null && (show === 'waiting' || show === 'in force')
  const id = isFew ? sql<string>`(a.id || '')` : sql<string>`a.id`
  return approvals(db).orderBy(id, 'desc').limit(limit)
    .$if(person_id !== null, (q) => q.where((e) => e.or([e('a.person_id', '=', person_id!), ...or_asked ? [isAskedFor(person_id!)] : []]))).$if(before !== null, (q) => q.where(id, '<', before!))
    .$if(show === 'waiting', (q) => q.where(isWaiting(today))).$if(show === 'in force', (q) => q.where(isInForce(today)))
    .$if(show === 'past', (q) => q.where(sql<boolean>`not (${isWaiting(today)} or ${isInForce(today)})`))
    .execute()
}

function isAskedFor(askerId: string) {
  return sql<boolean>`(a.asked_by_id = ${askerId} and a.asked_by_id <> a.person_id)`
}

function isWaiting(today: string) {
  return sql<boolean>`(a.decision is null and a.revoked_at is null and a.until_day >= ${today})`
}

/** Also what is approved ahead of its first day. */
function isInForce(today: string) {
  return sql<boolean>`(a.decision = 'approved' and a.revoked_at is null and a.granted_until >= ${today})`
}

export const listDevicesOf = prepared((db: Db, approvalIds: string[]) => db.selectFrom('approval_devices as x')
  .innerJoin('devices as d', 'd.id', 'x.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .select(['x.approval_id', 'x.device_id', 'd.code', 't.name as type_name', 't.off_site', 'x.goes_empty', 'x.wiped_at'])
  .where('x.approval_id', 'in', approvalIds).orderBy('d.code'))

export type ApprovalDevice = Awaited<ReturnType<typeof listDevicesOf>>[number]

/** Devices by anything scannable, with what decides whether they may leave. */
export const listAskedDevices = prepared((db: Db, texts: string[]) => db.selectFrom('tags as g')
  .innerJoin('devices as d', 'd.id', 'g.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .leftJoin('out_of_use as o', (join) => join.onRef('o.device_id', '=', 'd.id').on('o.until_at', 'is', null))
  .select(['g.text', 'd.id as device_id', 'd.code', 'd.type_id', 't.name as type_name', 't.off_site', 't.holds_data', 't.encryption', 'o.because'])
  .where('g.text', 'in', texts).orderBy('d.code'))

export type AskedDevice = Omit<Awaited<ReturnType<typeof listAskedDevices>>[number], 'text'>

/** Which of some types are not lent to a kind of person. */
export async function listRefusedTypes(db: Db, typeIds: string[], kind: PersonKind): Promise<string[]> {
  const rows = await db.selectFrom('type_not_for').select('type_id').where('kind', '=', kind).where('type_id', 'in', [...typeIds, '']).execute()
  return rows.map(({ type_id }) => type_id)
}

export async function insertApproval(db: Db, approval: Row<'approvals'>, devices: Row<'approval_devices'>[]): Promise<void> {
  await db.insertInto('approvals').values(approval).execute()
  if (devices.length > 0) await db.insertInto('approval_devices').values(devices).execute()
}

export async function insertAskingLetter(db: Db, letter: Row<'approval_letters'>): Promise<void> {
  await db.insertInto('approval_letters').values(letter).execute()
}

export async function listAskingLetters(db: Db, approvalId: string): Promise<string[]> {
  const rows = await db.selectFrom('approval_letters').select('letter_id').where('approval_id', '=', approvalId).execute()
  return rows.map(({ letter_id }) => letter_id)
}

type Decided = 'decision' | 'decided_at' | 'decided_by_id' | 'decided_as' | 'granted_until' | 'words'
type Revoked = 'revoked_at' | 'revoked_by_id' | 'revoked_words'

export async function updateApproval(db: Db, id: string, change: Pick<Row<'approvals'>, Decided> | Pick<Row<'approvals'>, Revoked>): Promise<void> {
  await db.updateTable('approvals').set(change).where('id', '=', id).execute()
}

const deputiesOn = (db: Db, day: string) => db.selectFrom('deputies').select('person_id').where('ended_at', 'is', null)
  .where('from_day', '<=', day).where((e) => e.or([e('until_day', 'is', null), e('until_day', '>=', day)]))

/** Whoever is the lead or the head, or stands in for the head, and is here on a day (YYYY-MM-DD). */
const findDeciders = prepared((db: Db, day: string) => db.selectFrom('people as p')
  .leftJoin('person_roles as r', (join) => join.onRef('r.person_id', '=', 'p.id').on('r.role', 'in', ['lead', 'head']))
  .leftJoin(deputiesOn(db, day).distinct().as('s'), 's.person_id', 'p.id')
  .select(['p.id', 'p.name', 'p.email', 'r.role', 's.person_id as deputy_id'])
  .where(hasBegun(day, 'p')).where(notLeft(day, 'p'))
  .where((e) => e.or([e('r.role', 'is not', null), e('s.person_id', 'is not', null)])).orderBy('p.sort_name').orderBy('p.id'))

export type DecidingAdult = { id: string, name: string, email: string | null, roles: Role[], deputises: boolean }

export async function listDeciders(db: Db, day: string): Promise<DecidingAdult[]> {
  const adults = new Map<string, DecidingAdult>()
  for (const { role, deputy_id, ...person } of await findDeciders(db, day)) {
    const roles = [...adults.get(person.id)?.roles ?? [], ...role === null ? [] : [role]]
    adults.set(person.id, { ...person, roles, deputises: deputy_id !== null })
  }
  return [...adults.values()]
}

const findDeputy = preparedFirst((db: Db, personId: string, day: string) => deputiesOn(db, day).where('person_id', '=', personId))

export async function isDeputy(db: Db, personId: string, day: string): Promise<boolean> {
  return await findDeputy(db, personId, day) !== undefined
}

export const findAsker = preparedFirst((db: Db, id: string) =>
  db.selectFrom('people').select(['id', 'name', 'email', 'kind', 'first_day', 'last_day']).where('id', '=', id))

export type Asker = NonNullable<Awaited<ReturnType<typeof findAsker>>>

const peopleHere = (db: Db, day: string) => db.selectFrom('people').select(['id as value', 'name as label'])
  .where(hasBegun(day)).where(notLeft(day)).orderBy('sort_name').orderBy('id')

/** People whom something can be asked for: those who are here on a day (YYYY-MM-DD), by surname. */
export const listPeopleHere = prepared(peopleHere)

export const listStaffHere = prepared((db: Db, day: string) => peopleHere(db, day).where('kind', '=', 'staff'))

export const findPersonName = preparedFirst((db: Db, id: string) => db.selectFrom('people').select('name').where('id', '=', id))

export type TypeAsked = { id: string, name: string, off_site: OffSite }
