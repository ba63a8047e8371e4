import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

const trips = (db: Db) => db.selectFrom('trips as t').innerJoin('people as p', 'p.id', 't.leader_id').innerJoin('approvals as a', 'a.trip_id', 't.id')
  .selectAll('t').select(['p.name as leader', 'a.id as approval_id'])

export const findTrip = preparedFirst((db: Db, id: string) => trips(db).where('t.id', '=', id))

/** The newest first, those before `before` (an id) when it is given; of one leader or of all. */
export const listTrips = prepared((db: Db, leaderId: string | null, before: string | null, limit: number) => trips(db)
  .$if(leaderId !== null, (q) => q.where('t.leader_id', '=', leaderId!)).$if(before !== null, (q) => q.where('t.id', '<', before!))
  .orderBy('t.id', 'desc').limit(limit))

export async function insertTrip(db: Db, trip: Row<'trips'>): Promise<void> {
  await db.insertInto('trips').values(trip).execute()
}

export async function setAcceptance(db: Db, id: string, accepted: Pick<Row<'trips'>, 'accepted_at' | 'accepted_by_id' | 'acceptance_id'>): Promise<void> {
  await db.updateTable('trips').set(accepted).where('id', '=', id).execute()
}

/** What went empty, is back from its trip and is still to be wiped: few, whatever was on trips before. */
export const listToWipe = prepared((db: Db) => db.selectFrom('approval_devices as x')
  .innerJoin('approvals as a', 'a.id', 'x.approval_id').innerJoin('trips as t', 't.id', 'a.trip_id')
  .innerJoin('devices as d', 'd.id', 'x.device_id').innerJoin('device_types as y', 'y.id', 'd.type_id')
  .select(['x.device_id', 'd.code', 'y.name as type_name', 't.id as trip_id', 't.name as trip', 't.leader_id'])
  .where('x.goes_empty', '=', sql.lit(1)).where('x.wiped_at', 'is', null).where((e) => e.exists(e.selectFrom('loans as l').select('l.id')
    .whereRef('l.device_id', '=', 'x.device_id').whereRef('l.borrower_id', '=', 't.leader_id').whereRef('l.taken_at', '>=', 't.first_day')
    .where('l.off_site', '=', sql.lit(1 as const)).where('l.returned_at', 'is not', null).where('l.voided_at', 'is', null)))
  .orderBy('d.code').orderBy('t.id'))

export type ToWipe = Awaited<ReturnType<typeof listToWipe>>[number]

/** Whether it was still to be wiped. */
export async function setWiped(db: Db, approvalId: string, deviceId: string, wiped: Pick<Row<'approval_devices'>, 'wiped_at' | 'wiped_by_id'>): Promise<boolean> {
  const done = await db.updateTable('approval_devices').set(wiped).where('approval_id', '=', approvalId).where('device_id', '=', deviceId)
    .where('goes_empty', '=', 1).where('wiped_at', 'is', null).executeTakeFirst()
  return done.numUpdatedRows > 0n
}
