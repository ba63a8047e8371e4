import { type ExpressionBuilder, sql } from 'kysely'
import { addDays, instantsOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Row, Tables } from '../database/tables.ts'

export type WeekRow = Row<'loan_weeks'>

/** The instants of a week that begins on a Monday (YYYY-MM-DD), UTC ISO, the second one exclusive. */
function instantsOfWeek(monday: string) {
  return { from: instantsOf(monday).from, until: instantsOf(addDays(monday, 7)).from }
}

type Joined = ExpressionBuilder<{ l: Tables['loans'], d: Tables['devices'] }, 'l' | 'd'>

/** A loan that was lost ended, and did not come back. */
const isBack = (e: Joined) => e.and([e('l.returned_at', 'is not', null), e('l.outcome', '<>', 'lost')])
const countIf = (condition: ReturnType<typeof isBack>) => sql<number>`sum(case when ${condition} then 1 else 0 end)`

const takenIn = (db: Db, from: string, until: string) => db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id')
  .where('l.taken_at', '>=', from).where('l.taken_at', '<', until).where('l.voided_at', 'is', null)

/** What a week's loans came to by type; on time by the due time alone, without days that were closed afterwards. */
export async function countTaken(db: Db, monday: string) {
  const { from, until } = instantsOfWeek(monday)
  const rows = await takenIn(db, from, until).select((e) => [
    'd.type_id', e.fn.countAll<number>().as('loans'), countIf(isBack(e)).as('returned'),
    countIf(e.and([isBack(e), e('l.returned_at', '<=', e.ref('l.due_at'))])).as('returned_on_time'),
  ]).groupBy('d.type_id').execute()
  return rows.map(({ type_id, ...counts }) => (
    { week: monday, type_id, loans: Number(counts.loans), returned: Number(counts.returned), returned_on_time: Number(counts.returned_on_time) }))
}

/** Returns of a week's loans that came after their due time. */
export function listAfterDue(db: Db, monday: string) {
  const { from, until } = instantsOfWeek(monday)
  return takenIn(db, from, until).select(['d.type_id', 'l.due_at', 'l.returned_at']).$narrowType<{ returned_at: string }>()
    .where(isBack).whereRef('l.returned_at', '>', 'l.due_at').execute()
}

export async function replaceWeek(db: Db, monday: string, rows: WeekRow[]): Promise<void> {
  await db.deleteFrom('loan_weeks').where('week', '=', monday).execute()
  if (rows.length > 0) await db.insertInto('loan_weeks').values(rows).execute()
}

/** The hours of taking (`2026-11-24T09`, UTC) of the loans that changed since they were counted. */
export async function listToCount(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('loans_to_count').select('hour').distinct().execute()
  return rows.map(({ hour }) => hour)
}

export async function forgetToCount(db: Db, hours: string[]): Promise<void> {
  await db.deleteFrom('loans_to_count').where('hour', 'in', hours).execute()
}

/** The hours in which anything was taken since a day, for a calendar that has changed. */
export async function noteSince(db: Db, day: string): Promise<void> {
  await db.insertInto('loans_to_count').columns(['hour'])
    .expression(db.selectFrom('loan_weeks').select(sql<string>`week || 'T12'`.as('hour')).where('week', '>=', day).distinct()).execute()
}

export const listWeeks = prepared((db: Db, since: string) =>
  db.selectFrom('loan_weeks').selectAll().where('week', '>=', since).orderBy('week'))

export const listTypeNames = prepared((db: Db) => db.selectFrom('device_types').select(['id', 'name']).orderBy('position'))

export async function findFirstTaken(db: Db): Promise<string | null> {
  const row = await db.selectFrom('loans').select('taken_at').orderBy('taken_at').orderBy('id').limit(1).executeTakeFirst()
  return row?.taken_at ?? null
}

/** Devices in use that nobody looks after and that were not lent since an instant (UTC ISO), the longest idle first; each one index look-up. */
export async function listIdle(db: Db, since: string, limit: number) {
  const last = sql<string | null>`(select max(l.taken_at) from loans l where l.device_id = d.id and l.voided_at is null)`
  const idle = db.selectFrom('devices as d').innerJoin('device_types as t', 't.id', 'd.type_id')
    .select(['d.code', 't.name as type_name', 'd.created_at', last.as('last_taken_at')])
    .where((e) => e.not(e.exists(e.selectFrom('out_of_use as o').select('o.id').whereRef('o.device_id', '=', 'd.id').where('o.until_at', 'is', null))))
    .where((e) => e.not(e.exists(e.selectFrom('allocations as a').select('a.id').whereRef('a.device_id', '=', 'd.id').where('a.until_at', 'is', null))))
    .where('d.created_at', '<', since)
  return db.selectFrom(idle.as('i')).selectAll()
    .where((e) => e.or([e('i.last_taken_at', 'is', null), e('i.last_taken_at', '<', since)]))
    .orderBy(sql`coalesce(i.last_taken_at, '')`).orderBy('i.code').limit(limit).execute()
}
