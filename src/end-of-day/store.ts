import { insertInParts } from '../database/insert-in-parts.ts'
import { sql } from 'kysely'
import { custodyQuery } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'
import { lastSeen } from '../sightings/store.ts'
import type { DayFacts } from './rules.ts'

export type Check = Row<'day_checks'>
export type CheckLine = Row<'day_check_lines'>

const lastBack = sql<string | null>`(select l1.returned_at from loans l1
  where l1.device_id = d.id and l1.returned_at is not null and l1.voided_at is null order by l1.returned_at desc limit 1)`

/** Every device in use with its custody, when and where it was last seen, and when its last loan ended: one query. */
export const listDayFacts = prepared((db: Db) => dayFacts(db)
  .where((e) => e.or([e('o.because', 'is', null), e('o.because', '<>', 'retired')])))

/** The same of some devices, whatever their state. */
export const listDayFactsOf = prepared((db: Db, deviceIds: string[]) => dayFacts(db).where('d.id', 'in', deviceIds))

/** A query of them, to which callers add their own `where` and columns. */
export function dayFacts(db: Db) {
  return custodyQuery(db)
    .select([lastSeen('seen_at').as('last_seen_at'), lastSeen('place').as('last_place'), lastBack.as('last_back_at')])
    .orderBy('d.code').$castTo<DayFacts>()
}

/** A closed check with the names that its ids mean now. */
export const findCheck = preparedFirst((db: Db, day: string) => db.selectFrom('day_checks as k')
  .leftJoin('people as p', 'p.id', 'k.closed_by_id').leftJoin('people as q', 'q.id', 'k.later_closed_by_id')
  .selectAll('k').select(['p.name as closed_by', 'q.name as later_closed_by']).where('k.day', '=', day))

export type NamedCheck = NonNullable<Awaited<ReturnType<typeof findCheck>>>

export const insertCheck = prepared((db: Db, check: Check) => db.insertInto('day_checks').values(check))

export function insertLines(db: Db, lines: CheckLine[]): Promise<void> {
  return insertInParts(db, 'day_check_lines', lines)
}

export async function closeLater(db: Db, day: string, closing: { later_closed_at: string, later_closed_by_id: string, later_not_back_count: number }) {
  await db.updateTable('day_checks').set(closing).where('day', '=', day).where('later_closed_at', 'is', null).execute()
}

export const listLaterIds = prepared((db: Db, day: string) => db.selectFrom('day_check_lines').select('device_id')
  .where('day', '=', day).where('result', '=', sql.lit('expected later' as const)))

/** The lines of one day's record with the names that its ids mean now; a device that is gone has none. */
export const listLines = prepared((db: Db, day: string) => db.selectFrom('day_check_lines as n')
  .leftJoin('devices as d', 'd.id', 'n.device_id').leftJoin('device_types as t', 't.id', 'd.type_id')
  .leftJoin('people as h', 'h.id', 'n.holder_id').leftJoin('people as w', 'w.id', 'n.answers_id')
  .leftJoin('classes as c', 'c.id', 'n.class_id').leftJoin('exceptions as x', 'x.id', 'n.exception_id')
  .select(['n.device_id', 'd.code', 't.name as type_name', 'n.result', 'n.at', 'n.reason', 'h.name as holder', 'w.name as answers',
    'n.holder_id', 'n.answers_id', 'c.name as class_name', 'x.reason as exception', 'n.due_at', 'n.last_seen_at', 'n.last_place', 'n.found_at'])
  .where('n.day', '=', day).orderBy('c.name').orderBy('h.sort_name').orderBy('d.code'))

export type RecordLine = Awaited<ReturnType<typeof listLines>>[number]

/** What was not back at the last check that was closed, nobody has seen since, and is in use: first thing next morning. */
export const listStillNotBack = prepared((db: Db, limit: number) => db.selectFrom('day_check_lines as n')
  .innerJoin('devices as d', 'd.id', 'n.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .leftJoin('people as h', 'h.id', 'n.holder_id').leftJoin('classes as c', 'c.id', 'n.class_id')
  .leftJoin('out_of_use as o', (join) => join.onRef('o.device_id', '=', 'd.id').on('o.until_at', 'is', null))
  .select(['d.id as device_id', 'd.code', 't.name as type_name', 'h.name as holder', 'c.name as class_name', 'n.day',
    'n.last_seen_at', 'n.last_place'])
  .where('n.day', '=', (e) => e.selectFrom('day_checks').select((m) => m.fn.max('day').as('day')))
  .where('n.result', '=', sql.lit('not back' as const)).where('n.found_at', 'is', null).where('o.id', 'is', null)
  .orderBy('c.name').orderBy('h.sort_name').orderBy('d.code').limit(limit))

/** What a day's record says was not back or expected later, that nobody has found since and that is in use. */
export const listMissing = prepared((db: Db, day: string) => db.selectFrom('day_check_lines as n')
  .innerJoin('devices as d', 'd.id', 'n.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .leftJoin('people as h', 'h.id', 'n.holder_id').leftJoin('classes as c', 'c.id', 'n.class_id')
  .leftJoin('out_of_use as o', (join) => join.onRef('o.device_id', '=', 'd.id').on('o.until_at', 'is', null))
  .select(['n.result', 'n.device_id', 'n.loan_id', 'd.code', 't.name as type_name', 'n.holder_id as borrower_id', 'h.name as borrower',
    'c.name as class_name', 'n.due_at'])
  .where('n.day', '=', day).where('n.result', 'in', [sql.lit('not back' as const), sql.lit('expected later' as const)])
  .where('n.found_at', 'is', null).where('o.id', 'is', null).orderBy('d.code'))

/** What was found at an instant by being seen, having been not back: told by whoever's scan it was. */
export const listFound = prepared((db: Db, since: string) => db.selectFrom('day_check_lines')
  .select((e) => ['device_id', 'found_at', e.fn.min('at').as('not_back_since'), e.fn.max('last_seen_at').as('last_seen_at'),
    e.fn.max('last_place').as('last_place')])
  .where('found_at', '>=', since).groupBy(['device_id', 'found_at']))

export type Found = Awaited<ReturnType<typeof listFound>>[number]

/** The checks of some days, both included. */
export const listChecks = prepared((db: Db, from: string, until: string) => db.selectFrom('day_checks as k')
  .leftJoin('people as p', 'p.id', 'k.closed_by_id').selectAll('k').select('p.name as closed_by')
  .where('k.day', '>=', from).where('k.day', '<=', until))

export const findLastDay = preparedFirst((db: Db) => db.selectFrom('day_checks').select((e) => e.fn.max('day').as('day')))

export const findFirstDay = preparedFirst((db: Db) => db.selectFrom('day_checks').select((e) => e.fn.min('day').as('day')))

/** What moves whenever the check's page may have: the newest event and the newest sighting. */
export const readPulse = preparedFirst((db: Db) => db.selectNoFrom((e) => [
  e.selectFrom('events').select((m) => m.fn.max('id').as('id')).as('event'),
  e.selectFrom('sightings').select((m) => m.fn.max('id').as('id')).as('sighting'),
]))
