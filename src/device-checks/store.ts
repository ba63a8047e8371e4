import { sql } from 'kysely'
import { isGone } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

/** The last check of a kind that was made of a device: walks an index, whatever the history. */
const last = sql<string>`(select l.id from device_checks l where l.device_id = d.id and l.kind_id = k.id order by l.at desc, l.id desc limit 1)`

/** Each device beside every kind of check that its type owes. */
function owing(db: Db) {
  return db.selectFrom('devices as d').innerJoin('device_types as t', 't.id', 'd.type_id')
    .innerJoin('check_kinds as k', (join) => join.on('k.ended_at', 'is', null).on(owes))
}

/** The same of every device: what a type owes is found out once a type. */
function owingByType(db: Db) {
  return db.selectFrom('device_types as t').crossJoin('check_kinds as k').crossJoin('devices as d')
    .where('k.ended_at', 'is', null).where(owes).whereRef('d.type_id', '=', 't.id')
}

function owedQuery(db: Db) {
  return owing(db).leftJoin('device_checks as c', (join) => join.on('c.id', '=', last)).leftJoin('people as p', 'p.id', 'c.by_id')
    .select(['d.id as device_id', 'd.code', 't.id as type_id', 't.name as type_name', 't.encryption as agreed', 'k.id as kind_id',
      'k.name as kind_name', 'k.built_in', 'c.id as check_id', 'c.finding', 'c.passed', 'c.product', 'c.at', 'c.valid_until',
      'c.method', 'c.note', 'p.name as by_name'])
    .select(days.as('days')).select(isGone.as('gone'))
    .orderBy('d.code').orderBy('k.position').orderBy('k.id')
}

const days = sql<number | null>`coalesce(k.days, t.check_days)`

const owes = sql<boolean>`((k.built_in = 'encryption' and t.encryption is not null)
  or exists (select 1 from check_kind_types x where x.kind_id = k.id and x.type_id = t.id))`

/** Every device with every check that it owes, by code. */
export const listAllOwed = prepared((db: Db) => owedQuery(db))

export const listOwedBy = prepared((db: Db, deviceId: string) => owedQuery(db).where('d.id', '=', deviceId))

export const listOwedByCodes = prepared((db: Db, codes: string[]) => owedQuery(db).where('d.code', 'in', codes))

/** To the hour, which is enough to know the day in school. */
const hour = sql<string | null>`substr(c.at, 1, 13)`

/** Every device as above, those about which the same is known in one row: hundreds are judged by a few. */
export const listAlike = prepared((db: Db) => owingByType(db).leftJoin('device_checks as c', (join) => join.on('c.id', '=', last))
  .select(['t.encryption as agreed', 'k.built_in', 'c.finding', 'c.passed', 'c.product', 'c.valid_until', days.as('days'), hour.as('at')])
  .select(sql<string>`string_agg(d.code, ' ')`.as('codes'))
  .where(sql<boolean>`not ${isGone}`)
  .groupBy(['t.encryption', 'k.built_in', 'c.finding', 'c.passed', 'c.product', 'c.valid_until', days, hour]))

/** Whether the encryption of some devices was checked, of those that owe it. */
export const listEncryptionOf = prepared((db: Db, deviceIds: string[]) =>
  owedQuery(db).where('d.id', 'in', deviceIds).where('k.built_in', '=', sql.lit('encryption' as const)))

export type OwedRow = Awaited<ReturnType<typeof listAllOwed>>[number]

export const findCheck = preparedFirst((db: Db, id: string) =>
  db.selectFrom('device_checks as c').innerJoin('devices as d', 'd.id', 'c.device_id').innerJoin('check_kinds as k', 'k.id', 'c.kind_id')
    .select(['c.id', 'd.code', 'k.name as kind_name', 'c.finding', 'c.passed', 'c.valid_until']).where('c.id', '=', id))

export async function findCode(db: Db, deviceId: string): Promise<string | undefined> {
  return (await codeOf(db, deviceId))?.code
}

const codeOf = preparedFirst((db: Db, deviceId: string) => db.selectFrom('devices').select('code').where('id', '=', deviceId))

export async function insertChecks(db: Db, checks: Row<'device_checks'>[]): Promise<void> {
  await db.insertInto('device_checks').values(checks).execute()
}
