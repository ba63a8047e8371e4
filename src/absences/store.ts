import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'
import { GOING } from '../end-of-day/rules.ts'

/**
 * Whether a line `n` of an absence `x` has not come back: its loan is open; or it is looked after as before and nobody has
 * seen it in school since. What is out of use is waited for no more.
 */
const isAwaited = sql<boolean>`(case when n.loan_id is null
    then exists (select 1 from allocations a where a.device_id = n.device_id and a.keeper_id = x.person_id and a.until_at is null)
      and not exists (select 1 from sightings s where s.device_id = n.device_id and s.seen_at > x.made_at and s.place <> ${sql.lit(GOING)})
    else exists (select 1 from loans l where l.id = n.loan_id and l.returned_at is null and l.voided_at is null) end)
  and not exists (select 1 from out_of_use o where o.device_id = n.device_id and o.until_at is null)`

/** What is open goes first (`cross join`), as it is little. */
const open = (db: Db) => db.selectFrom('absences as x').crossJoin('absence_devices as n').whereRef('n.absence_id', '=', 'x.id')
  .innerJoin('people as p', 'p.id', 'x.person_id').innerJoin('devices as d', 'd.id', 'n.device_id')
  .select(['x.id', 'x.person_id', 'p.name as person', 'x.by_day', 'x.how', 'x.made_by_id', 'n.device_id', 'n.loan_id', 'd.code'])
  .where('x.done_at', 'is', null).where(isAwaited).orderBy('x.by_day').orderBy('p.sort_name').orderBy('x.id').orderBy('d.code')

/** Whatever is to come back yet, the first day in front: as few lines as people are away. */
export const listAwaited = prepared(open)

export type AwaitedLine = Awaited<ReturnType<typeof listAwaited>>[number]

/** By which day one device's return is arranged, if it is. */
export const findReturnOf = preparedFirst((db: Db, deviceId: string) => open(db).where('n.device_id', '=', deviceId))

const absences = (db: Db) => db.selectFrom('absences as x').innerJoin('people as p', 'p.id', 'x.person_id')
  .leftJoin('people as m', 'm.id', 'x.made_by_id').leftJoin('people as e', 'e.id', 'x.done_by_id')
  .selectAll('x').select(['p.name as person', 'm.name as made_by', 'e.name as done_by'])

export const findAbsence = preparedFirst((db: Db, id: string) => absences(db).where('x.id', '=', id))

export const findOpenOf = preparedFirst((db: Db, personId: string) => absences(db).where('x.person_id', '=', personId).where('x.done_at', 'is', null))

export type AbsenceRow = NonNullable<Awaited<ReturnType<typeof findAbsence>>>

export const listOpen = prepared((db: Db) => absences(db).where('x.done_at', 'is', null).orderBy('x.by_day').orderBy('p.sort_name').orderBy('x.id'))

/** Those that are done, the newest first, those before `before` (an id) when it is given. */
export function listDone(db: Db, before: string | null, limit: number): Promise<AbsenceRow[]> {
  return absences(db).where('x.done_at', 'is not', null).$if(before !== null, (q) => q.where('x.id', '<', before!)).orderBy('x.id', 'desc').limit(limit).execute()
}

/** What some absences are about, and whether each thing is awaited still. */
export const listDevicesOf = prepared((db: Db, absenceIds: string[]) => db.selectFrom('absence_devices as n').innerJoin('absences as x', 'x.id', 'n.absence_id')
  .innerJoin('devices as d', 'd.id', 'n.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .select(['n.absence_id', 'n.device_id', 'n.loan_id', 'd.code', 't.name as type_name', isAwaited.as('awaited')])
  .where('n.absence_id', 'in', absenceIds).orderBy('d.code'))

export async function insertAbsence(db: Db, absence: Row<'absences'>, devices: Omit<Row<'absence_devices'>, 'absence_id'>[]): Promise<void> {
  await db.insertInto('absences').values(absence).execute()
  await db.insertInto('absence_devices').values(devices.map((device) => ({ absence_id: absence.id, ...device }))).execute()
}

export async function writeAbsence(db: Db, id: string, columns: Partial<Pick<Row<'absences'>, 'by_day' | 'how' | 'done_at' | 'done_by_id'>>): Promise<void> {
  await db.updateTable('absences').set(columns).where('id', '=', id).where('done_at', 'is', null).execute()
}

/** Open in the table, though all of it is back. */
export const listAllBack = prepared((db: Db) => db.selectFrom('absences as x').select(['x.id', 'x.person_id']).where('x.done_at', 'is', null)
  .where(sql<boolean>`not exists (select 1 from absence_devices n where n.absence_id = x.id and ${isAwaited})`))
