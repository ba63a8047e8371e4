import { insertInParts } from '../database/insert-in-parts.ts'
import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

export type Leaver = { id: string, name: string, email: string | null, last_day: string, signed_at: string | null, clearance_id: string | null }

const leavers = (db: Db) => db.selectFrom('people as p')
  .leftJoin('clearances as c', (join) => join.onRef('c.person_id', '=', 'p.id').onRef('c.last_day', '=', 'p.last_day'))
  .select(['p.id', 'p.name', 'p.email', 'p.last_day', 'c.signed_at', 'c.id as clearance_id']).where('p.last_day', 'is not', null).$castTo<Leaver>()

export const findLeaver = preparedFirst((db: Db, id: string) => leavers(db).where('p.id', '=', id))

/** Whoever came by a card for the day leaves every evening; what they have then is asked of whoever answers for it. */
const notForTheDay = sql<boolean>`not exists (select 1 from supply_cards g where g.person_id = p.id and g.day = p.last_day)`

/** Where a page goes on: after the last day and the id of the one that stands last on the page before. */
export type After = { last_day: string, id: string }

/** Those who leave from a day (YYYY-MM-DD) on, the first to leave in front. */
export const listComing = prepared((db: Db, after: After, limit: number) => leavers(db)
  .where(sql<boolean>`(p.last_day, p.id) > (${after.last_day}, ${after.id})`).where(notForTheDay).orderBy('p.last_day').orderBy('p.id').limit(limit))

/** Those who have left before a day, the latest in front. */
export const listGone = prepared((db: Db, before: After, limit: number) => leavers(db)
  .where(sql<boolean>`(p.last_day, p.id) < (${before.last_day}, ${before.id})`).where(notForTheDay).orderBy('p.last_day', 'desc').orderBy('p.id', 'desc').limit(limit))

/** Those who left before a day and have something yet, hold a master password or have reserved something: found by what is open, not among all who ever left. */
export const listGoneWith = prepared((db: Db, today: string) => leavers(db).where('p.last_day', '<', today).where((e) => e('p.id', 'in',
  e.selectFrom('loans').select('borrower_id as id').where('returned_at', 'is', null).where('voided_at', 'is', null)
    .union(e.selectFrom('allocations').select('keeper_id as id').where('until_at', 'is', null))
    .union(e.selectFrom('master_password_holders').select('master_password_holders.person_id as id').where('until_day', 'is', null))
    .union(e.selectFrom('reservations').select('reservations.person_id as id').where('cancelled_at', 'is', null).where('day', '>=', today)))).orderBy('p.last_day').orderBy('p.id'))

export const listBetween = prepared((db: Db, from: string, until: string) => leavers(db).where('p.last_day', '>=', from).where('p.last_day', '<=', until).where(notForTheDay).orderBy('p.last_day').orderBy('p.id'))

export type ClearanceLine = Omit<Row<'clearance_lines'>, 'clearance_id' | 'position'>

const CODES = ['d.code', 't.name as type_name'] as const

const findEnded = prepared((db: Db, personId: string, since: string) => db.selectFrom('loans as l')
  .innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .select([...CODES, 'l.device_id', 'l.returned_at as ended_at', 'l.outcome', 'l.taken_back_by_id as by_id']).where('l.borrower_id', '=', personId)
  .where('l.returned_at', '>=', since).where('l.voided_at', 'is', null).orderBy('l.returned_at'))

const findKeptUntil = prepared((db: Db, personId: string, since: string) => db.selectFrom('allocations as a')
  .innerJoin('devices as d', 'd.id', 'a.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .select([...CODES, 'a.device_id', 'a.until_at as ended_at']).where('a.keeper_id', '=', personId).where('a.until_at', '>=', since).orderBy('a.until_at'))

const findWriteOffs = prepared((db: Db, personId: string, since: string) => db.selectFrom('write_offs as w')
  .innerJoin('devices as d', 'd.id', 'w.device_id').innerJoin('device_types as t', 't.id', 'd.type_id').selectAll('w').select(CODES)
  .where('w.person_id', '=', personId).where('w.at', '>=', since).orderBy('w.at'))

/** What ended for somebody since an instant (UTC ISO), as the book and the devices' labels say it: what they gave back, passed on, or what was written off. */
export async function listEnded(db: Db, personId: string, since: string): Promise<ClearanceLine[]> {
  const written = (await findWriteOffs(db, personId, since)).map(({ device_id, code, type_name, had, reason, at, by_id }): ClearanceLine => (
    { device_id, code, type_name, had, ended: 'written off', ended_at: at, reason, by_id }))
  const off = new Set(written.map(({ device_id }) => device_id))
  const loans = (await findEnded(db, personId, since)).filter(({ outcome }) => outcome !== 'lost').map(({ ended_at, outcome, ...line }): ClearanceLine => (
    { ...line, had: 'borrowed', ended: outcome === 'passed on' ? 'passed on' : 'given back', ended_at: ended_at!, reason: '' }))
  const kept = (await findKeptUntil(db, personId, since)).filter(({ device_id }) => !off.has(device_id))
    .map(({ ended_at, ...line }): ClearanceLine => ({ ...line, had: 'looked after', ended: 'given back', ended_at: ended_at!, reason: '', by_id: null }))
  return [...loans, ...kept, ...written].toSorted((a, b) => a.ended_at.localeCompare(b.ended_at))
}

export const insertClearance = prepared((db: Db, clearance: Row<'clearances'>) => db.insertInto('clearances').values(clearance))

export function insertLines(db: Db, lines: Row<'clearance_lines'>[]): Promise<void> {
  return insertInParts(db, 'clearance_lines', lines)
}

export const insertWriteOff = prepared((db: Db, one: Row<'write_offs'>) => db.insertInto('write_offs').values(one))

export const findClearance = preparedFirst((db: Db, id: string) => db.selectFrom('clearances as c').innerJoin('people as p', 'p.id', 'c.person_id')
  .leftJoin('people as s', 's.id', 'c.signed_by_id').selectAll('c').select(['p.name', 's.name as signed_by']).where('c.id', '=', id))

/** Codes and types as they were signed; names as they are now, for they stand by their ids alone. */
export const listClearanceLines = prepared((db: Db, id: string) => db.selectFrom('clearance_lines as n').leftJoin('people as b', 'b.id', 'n.by_id')
  .selectAll('n').select('b.name as by').where('n.clearance_id', '=', id).orderBy('n.position'))
