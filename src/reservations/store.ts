import { sql } from 'kysely'
import { isShared } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { PersonKind, Row } from '../database/tables.ts'
import { NotFound } from '../errors.ts'

/** How many of its loans count: a loan that was a slip does not. */
const collected = sql<number>`(select count(*) from reservation_loans x join loans l on l.id = x.loan_id where x.reservation_id = r.id and l.voided_at is null)`

/** How many of a set there are to collect; null of anything else. */
const inSet = sql<number | null>`(select nullif(cast(count(*) as integer), 0) from devices d where d.set_id = r.set_id and ${isShared})`

const reservations = (db: Db) => db.selectFrom('reservations as r').innerJoin('people as p', 'p.id', 'r.person_id')
  .leftJoin('classes as c', 'c.id', 'r.class_id').leftJoin('device_types as t', 't.id', 'r.type_id')
  .leftJoin('sets as s', 's.id', 'r.set_id').leftJoin('devices as d', 'd.id', 'r.device_id')
  .selectAll('r').select(['p.name as person', 'p.last_day', 'c.name as class_name', 't.name as type_name', 's.name as set_name', 's.code as set_code', 'd.code as device_code'])
  .select([sql<number>`cast(${collected} as integer)`.as('collected'), inSet.as('in_set')])

export type ReservationRow = NonNullable<Awaited<ReturnType<typeof findReservation>>>

export const findReservation = preparedFirst((db: Db, id: string) => reservations(db).where('r.id', '=', id))

/** Throws NotFound. */
export async function needReservation(db: Db, id: unknown): Promise<ReservationRow> {
  const found = await findReservation(db, String(id))
  if (!found) throw new NotFound('There is no such reservation.')
  return found
}

/** What stands, the first day and lesson in front. */
export const open = (db: Db) => reservations(db).where('r.cancelled_at', 'is', null).orderBy('r.day').orderBy('r.starts').orderBy('r.id')

/** What stands for some days (YYYY-MM-DD). */
export const listOpenFrom = prepared((db: Db, first: string, last: string) => open(db).where('r.day', '>=', first).where('r.day', '<=', last))

/** One person's that stand from one day to another. */
export const listOwn = prepared((db: Db, personId: string, first: string, last: string) => open(db)
  .where('r.person_id', '=', personId).where('r.day', '>=', first).where('r.day', '<=', last))

/** What of a device, by its own code or with its trolley, or of a set alone, stands from a day on, the first few. */
export const listNext = prepared((db: Db, deviceId: string | null, setId: string | null, first: string) => open(db)
  .where('r.day', '>=', first).where((e) => e.or([e('r.device_id', '=', deviceId), e('r.set_id', '=', setId)])).limit(sql.lit(5)))

type Change = Partial<Pick<Row<'reservations'>, 'person_id' | 'class_id' | 'purpose' | 'wanted' | 'cancelled_at' | 'cancelled_by_id' | 'offered_at' | 'offered_by_id'>>

/** Changes one that stands; says whether it did. */
export async function writeReservation(db: Db, id: string, columns: Change): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('reservations').set(columns).where('id', '=', id).where('cancelled_at', 'is', null).executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function writeCancelled(db: Db, ids: readonly string[], by: Pick<Row<'reservations'>, 'cancelled_at' | 'cancelled_by_id'>): Promise<void> {
  await db.updateTable('reservations').set(by).where('id', 'in', ids).where('cancelled_at', 'is', null).execute()
}

/** Of which types the devices of a set are, and to whom each is not lent. */
export async function listTypesInSet(db: Db, setId: string): Promise<{ name: string, not_for: PersonKind[] }[]> {
  const rows = await db.selectFrom('devices as d').innerJoin('device_types as t', 't.id', 'd.type_id').leftJoin('type_not_for as n', 'n.type_id', 't.id')
    .select(['t.name', 'n.kind']).where('d.set_id', '=', setId).distinct().orderBy('t.name').execute()
  return [...new Set(rows.map(({ name }) => name))].map((name) => ({ name, not_for: rows.flatMap((row) => (row.name === name && row.kind ? [row.kind] : [])) }))
}

/** The newest first, those before `before` (an id) when it is given. */
export function listAllBefore(db: Db, before: string | null, limit: number): Promise<ReservationRow[]> {
  return reservations(db).$if(before !== null, (q) => q.where('r.id', '<', before!)).orderBy('r.id', 'desc').limit(limit).execute()
}

export async function writeMadeWay(db: Db, ids: string[], now: Date): Promise<void> {
  await db.updateTable('reservations').set({ made_way_at: now.toISOString() }).where('id', 'in', ids).execute()
}
