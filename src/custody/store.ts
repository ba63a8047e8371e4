import { NotFound } from '../errors.ts'
import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { PersonKind } from '../database/tables.ts'
import type { CustodyFacts } from './facts.ts'

const notBackSince = sql<string | null>`(select min(n.at) from day_check_lines n
  where n.device_id = d.id and n.result = 'not back' and n.found_at is null)`

/** The facts of custody now, one query for any number of devices; callers add their own `where` and order. */
export function custodyQuery(db: Db) {
  return db.selectFrom('devices as d')
    .innerJoin('device_types as t', 't.id', 'd.type_id')
    .leftJoin('sets as s', 's.id', 'd.set_id')
    .leftJoin('loans as l', (join) => join.onRef('l.device_id', '=', 'd.id').on('l.returned_at', 'is', null).on('l.voided_at', 'is', null))
    .leftJoin('people as b', 'b.id', 'l.borrower_id')
    .leftJoin('people as w', 'w.id', 'l.answers_id')
    .leftJoin('classes as c', 'c.id', 'l.class_id')
    .leftJoin('allocations as a', (join) => join.onRef('a.device_id', '=', 'd.id').on('a.until_at', 'is', null))
    .leftJoin('people as k', 'k.id', 'a.keeper_id')
    .leftJoin('out_of_use as o', (join) => join.onRef('o.device_id', '=', 'd.id').on('o.until_at', 'is', null))
    .select([
      'd.id as device_id', 'd.code', 't.name as type_name', 't.off_site as off_site_rule', 'd.place',
      'd.set_id', 's.name as set_name', 'd.slot', 'd.created_at',
      'l.id as loan_id', 'l.borrower_id', 'b.name as borrower', 'l.answers_id', 'w.name as answers',
      'l.class_id', 'c.name as class_name', 'l.purpose', 'l.taken_at', 'l.due_at', 'l.off_site', 'l.out_desk_id',
      'a.keeper_id', 'k.name as keeper', 'a.from_at as kept_since', 'o.because', 'o.from_at as out_of_use_since',
    ]).select(notBackSince.as('not_back_since'))
}

/** Whether custodyQuery found an open loan. SQLite finds it by its due time among the open ones; by its id, in the whole book. */
export const isOut = sql<boolean>`l.due_at > ''`

/** Whether custodyQuery's device was not back at an end-of-day check and has not been seen since. */
export const isNotBack = sql<boolean>`exists (select 1 from day_check_lines n
  where n.device_id = d.id and n.result = 'not back' and n.found_at is null)`

/** Whether the device `d` of a query is lost, stolen or retired: it is not waited for, and nothing more is asked of it. */
export const isGone = sql<boolean>`exists (select 1 from out_of_use o where o.device_id = d.id and o.until_at is null
  and o.because in ('lost', 'stolen', 'retired'))`

/** Whether the device `d` of a query is there for everybody: in use, and looked after by nobody. */
export const isShared = sql<boolean>`not exists (select 1 from out_of_use o where o.device_id = d.id and o.until_at is null)
  and not exists (select 1 from allocations a where a.device_id = d.id and a.until_at is null)`

/** Everything that is out. */
export function outQuery(db: Db) {
  return custodyQuery(db).where(isOut)
}

const findCustody = prepared((db: Db, deviceIds: string[]) =>
  custodyQuery(db).where('d.id', 'in', deviceIds).orderBy('d.code'))

/** Where each device stands that can be wanted, not missed at an end-of-day check; with when its open loan is due. */
export const listShelved = prepared((db: Db) => db.selectFrom('devices as d')
  .leftJoin('loans as l', (join) => join.onRef('l.device_id', '=', 'd.id').on('l.returned_at', 'is', null).on('l.voided_at', 'is', null))
  .select(['d.id as device_id', 'd.type_id', 'd.set_id', 'l.due_at']).where(isShared).where(sql<boolean>`not ${isNotBack}`))

export function custodyOf(db: Db, deviceIds: string[]): Promise<CustodyFacts[]> {
  return deviceIds.length === 0 ? Promise.resolve([]) : findCustody(db, deviceIds)
}

/** One device as it stands. Throws NotFound. */
export async function needCustody(db: Db, deviceId: unknown): Promise<CustodyFacts> {
  const [device] = await custodyOf(db, [String(deviceId ?? '')])
  if (!device) throw new NotFound('There is no such device.')
  return device
}

const findNotFor = prepared((db: Db, deviceIds: string[]) =>
  db.selectFrom('type_not_for as n').innerJoin('devices as d', 'd.type_id', 'n.type_id')
    .select(['d.id', 'n.kind']).where('d.id', 'in', deviceIds))

/** Kinds of person that each device's type is not lent to, by device id. */
export async function listNotFor(db: Db, deviceIds: string[]): Promise<Map<string, PersonKind[]>> {
  const byDevice = new Map<string, PersonKind[]>(deviceIds.map((id) => [id, []]))
  if (deviceIds.length === 0) return byDevice
  for (const { id, kind } of await findNotFor(db, deviceIds)) byDevice.get(id)!.push(kind)
  return byDevice
}
