import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

/** Both walk an index to the first, whatever the history. */
const firstLent = sql<string | null>`(select f.taken_at from loans f where f.device_id = d.id and f.voided_at is null order by f.taken_at limit 1)`
const firstKept = sql<string | null>`(select f.from_at from allocations f where f.device_id = d.id order by f.from_at limit 1)`

/** Devices of the types whose passwords are reset: those types first, so that no device of another type is looked at. */
function typeByType(db: Db) {
  return db.selectFrom('device_types as t').crossJoin('devices as d')
    .whereRef('d.type_id', '=', 't.id').where('t.password_reset', '=', sql.lit(1))
}

/** The same, of some devices. */
function ofDevices(db: Db) {
  return db.selectFrom('devices as d')
    .innerJoin('device_types as t', (join) => join.onRef('t.id', '=', 'd.type_id').on('t.password_reset', '=', sql.lit(1)))
}

/** What decides where each stands. */
function judgedQuery(devices: ReturnType<typeof ofDevices>) {
  return devices
    .leftJoin('allocations as a', (join) => join.onRef('a.device_id', '=', 'd.id').on('a.until_at', 'is', null))
    .leftJoin('out_of_use as o', (join) => join.onRef('o.device_id', '=', 'd.id').on('o.until_at', 'is', null))
    .select(['d.id as device_id', 'd.code', 'd.created_at', 'a.keeper_id', 'o.because', firstLent.as('first_lent'), firstKept.as('first_kept')])
    .orderBy('d.code')
}

/** The same with whoever has each. */
function devicesQuery(devices: ReturnType<typeof ofDevices>) {
  return judgedQuery(devices)
    .leftJoin('loans as l', (join) => join.onRef('l.device_id', '=', 'd.id').on('l.returned_at', 'is', null).on('l.voided_at', 'is', null))
    .leftJoin('people as b', 'b.id', 'l.borrower_id').leftJoin('people as k', 'k.id', 'a.keeper_id')
    .select(['t.id as type_id', 't.name as type_name', 'l.borrower_id', 'b.name as borrower', 'l.class_id', 'k.name as keeper'])
}

export const listAllDevices = prepared((db: Db) => devicesQuery(typeByType(db)))
/** Those of which no reset is written down between two days (both included): what is done costs a look into an index. */
export const listDevicesLacking = prepared((db: Db, from: string, until: string) => judgedQuery(typeByType(db))
  .where(sql<boolean>`not exists (select 1 from password_resets r
    where r.device_id = d.id and r.undone_at is null and r.day >= ${from} and r.day <= ${until})`))
export const listDevicesById = prepared((db: Db, ids: string[]) => devicesQuery(ofDevices(db)).where('d.id', 'in', ids))
/** What somebody looks after, and what they have for themselves, not for a class. */
export const listDevicesOf = prepared((db: Db, personId: string) => devicesQuery(ofDevices(db)).where('d.id', 'in', (e) => e
  .selectFrom('allocations').select('device_id').where('keeper_id', '=', personId).where('until_at', 'is', null)
  .union(e.selectFrom('loans').select('device_id').where('borrower_id', '=', personId).where('returned_at', 'is', null)
    .where('voided_at', 'is', null).where('class_id', 'is', null))))

export type DeviceRow = Awaited<ReturnType<typeof listAllDevices>>[number]
export type LackingRow = Awaited<ReturnType<typeof listDevicesLacking>>[number]

const resets = (db: Db) => db.selectFrom('password_resets as r')
  .leftJoin('people as p', 'p.id', 'r.by_id').leftJoin('people as w', 'w.id', 'r.recorded_by_id')
  .select(['r.id', 'r.device_id', 'r.day', 'r.at', 'r.act_id', 'r.by_id', 'r.recorded_by_id', 'p.name as by_name', 'w.name as recorded_by'])
  .where('r.undone_at', 'is', null)

/** What was reset between two days (both included), the earliest first. */
export const listResetsBetween = prepared((db: Db, from: string, until: string) =>
  resets(db).where('r.day', '>=', from).where('r.day', '<=', until).orderBy('r.day'))
export const listResetsOf = prepared((db: Db, deviceIds: string[], from: string, until: string) =>
  resets(db).where('r.device_id', 'in', deviceIds).where('r.day', '>=', from).where('r.day', '<=', until).orderBy('r.day'))
/** The last ones of a device, the newest first. */
export const listLastResets = prepared((db: Db, deviceId: string) =>
  resets(db).where('r.device_id', '=', deviceId).orderBy('r.day', 'desc').limit(3))
export const findReset = preparedFirst((db: Db, id: string) =>
  resets(db).innerJoin('devices as d', 'd.id', 'r.device_id').select('d.code').where('r.id', '=', id))

export type ResetRow = Awaited<ReturnType<typeof listResetsBetween>>[number]

export async function insertResets(db: Db, rows: Omit<Row<'password_resets'>, 'undone_at' | 'undone_by_id' | 'undone_reason'>[]): Promise<void> {
  const taken_back = { undone_at: null, undone_by_id: null, undone_reason: null }
  await db.insertInto('password_resets').values(rows.map((row) => ({ ...row, ...taken_back }))).execute()
}

/** Takes statements back that stood until now; answers which. */
export function takeBackResets(db: Db, ids: string[], { by_id, reason, at }: { by_id: string | null, reason: string | null, at: Date }) {
  return db.updateTable('password_resets').set({ undone_at: at.toISOString(), undone_by_id: by_id, undone_reason: reason })
    .where('id', 'in', ids).where('undone_at', 'is', null).returning(['id', 'device_id']).execute()
}

export const listResetsOfAct = prepared((db: Db, actId: string) =>
  db.selectFrom('password_resets as r').innerJoin('devices as d', 'd.id', 'r.device_id').select(['r.id', 'r.recorded_by_id', 'r.at', 'd.code'])
    .where('r.act_id', '=', actId).where('r.undone_at', 'is', null))
