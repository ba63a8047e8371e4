import { type ExpressionBuilder, sql } from 'kysely'
import { addDays, instantsOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Tables } from '../database/tables.ts'
import { GOING } from '../end-of-day/rules.ts'

/** No loan is longer: so far back somebody looks for one that was out on a past day. */
const LONGEST_LOAN_DAYS = 400

/** What left the school on a loan and was away at any time of a day (YYYY-MM-DD), by who has it: walks an index from about that day. */
export function listAwayLoans(db: Db, day: string) {
  const { from, until } = instantsOf(day)
  return awayLoans(db, until).where('l.taken_at', '<', until).where('l.taken_at', '>=', instantsOf(addDays(day, -LONGEST_LOAN_DAYS)).from)
    .where((e) => e.or([e('l.returned_at', 'is', null), e('l.returned_at', '>=', from)]))
    .orderBy('b.sort_name').orderBy('d.code').execute()
}

/** What is away on a loan now (UTC ISO) with what decides whether it still may be, the one due first in front. */
export const listAwayNow = prepared((db: Db, now: string) => awayLoans(db, now).clearSelect()
  .select(['l.id as loan_id', 'd.code', 't.name as type_name', 't.off_site as rule', 't.encryption', 'b.id as person_id', 'b.name as who',
    'l.taken_at', 'l.due_at', 'a.granted_until', 'a.revoked_at', 'o.override_id', 'k.at as checked_at', 'k.passed', 'k.finding', 'k.valid_until'])
  .where('l.due_at', '>', '').where('l.returned_at', 'is', null).orderBy('l.due_at').orderBy('d.code'))

export type AwayNow = Awaited<ReturnType<typeof listAwayNow>>[number]

function awayLoans(db: Db, until: string) {
  return db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
    .innerJoin('people as b', 'b.id', 'l.borrower_id')
    .leftJoin('off_site_loans as o', 'o.loan_id', 'l.id').leftJoin('terms_acceptances as c', 'c.id', 'o.acceptance_id')
    .leftJoin('approvals as a', 'a.id', 'o.approval_id').leftJoin('people as g', 'g.id', 'a.decided_by_id')
    .leftJoin('off_site_overrides as v', 'v.id', 'o.override_id').leftJoin('people as h', 'h.id', 'v.by_id')
    .leftJoin('device_checks as k', (join) => join.on('k.id', '=', lastCheck(until)))
    .leftJoin('password_resets as r', (join) => join.on('r.id', '=', lastReset(until)))
    .select(['l.id as loan_id', 'd.id as device_id', 'd.code', 't.name as type_name', 't.off_site as rule', 't.encryption', 'd.serial', 'd.price_pence',
      'b.id as person_id', 'b.name as who', 'l.taken_at', 'l.due_at', 'l.returned_at', 'c.accepted_at', 'a.id as approval_id', 'g.name as approved_by',
      'a.granted_until', 'a.revoked_at', 'o.override_id', 'h.name as overridden_by', 'v.reason as override_reason',
      'k.at as checked_at', 'k.passed', 'k.finding', 'k.valid_until', 'r.day as reset_on', 't.password_reset'])
    .where('l.off_site', '=', sql.lit(1 as const)).where('l.voided_at', 'is', null)
}

const lastCheck = (until: string) => sql<string>`(select x.id from device_checks x where x.device_id = d.id and x.kind_id = 'encryption'
  and x.at < ${until} order by x.at desc, x.id desc limit 1)`

const lastReset = (until: string) => sql<string>`(select y.id from password_resets y where y.device_id = d.id and y.undone_at is null
  and y.at < ${until} order by y.day desc limit 1)`

export type AwayLoan = Awaited<ReturnType<typeof listAwayLoans>>[number]

/** What was at home with whoever looks after it on a day: they said so, the end-of-day check counted it so, or a holiday's sealed count. */
export function listAwayKept(db: Db, day: string, standing_yes: boolean) {
  const { from, until } = instantsOf(day)
  const wentHome = (e: ExpressionBuilder<Tables & { d: Tables['devices'], t: Tables['device_types'] }, 'd' | 't'>) => e.or([
    e.exists(e.selectFrom('sightings as s').select('s.id').whereRef('s.device_id', '=', 'd.id').where('s.seen_at', '>=', from)
      .where('s.seen_at', '<', until).where('s.place', '=', GOING)),
    e.exists(e.selectFrom('day_check_lines as n').select('n.device_id').whereRef('n.device_id', '=', 'd.id').where('n.day', '=', day)
      .where('n.result', '=', sql.lit('off-site' as const)).where('n.loan_id', 'is', null)),
    e.exists(e.selectFrom('sealed_counts as z').innerJoin('sealed_lines as y', 'y.count_id', 'z.id').select('z.id').whereRef('y.device_id', '=', 'd.id')
      .where('z.last_day', '<', day).where('z.first_day_back', '>', day).where('y.result', '=', 'goes home')),
    ...standing_yes ? [e('t.off_site', '<>', 'no')] : [],
  ])
  return db.selectFrom('allocations as q').innerJoin('devices as d', 'd.id', 'q.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
    .innerJoin('people as b', 'b.id', 'q.keeper_id')
    .leftJoin('device_checks as k', (join) => join.on('k.id', '=', lastCheck(until)))
    .leftJoin('password_resets as r', (join) => join.on('r.id', '=', lastReset(until)))
    .select(['d.id as device_id', 'd.code', 't.name as type_name', 't.encryption', 'd.serial', 'd.price_pence', 'b.name as who', 'q.from_at as taken_at',
      'k.at as checked_at', 'k.passed', 'k.finding', 'k.valid_until', 'r.day as reset_on', 't.password_reset'])
    .where('q.from_at', '<', until).where((e) => e.or([e('q.until_at', 'is', null), e('q.until_at', '>=', from)])).where(wentHome)
    .where((e) => e.not(e.exists(e.selectFrom('loans as l').select('l.id').whereRef('l.device_id', '=', 'd.id').where('l.taken_at', '<', until)
      .where('l.voided_at', 'is', null).where((f) => f.or([f('l.returned_at', 'is', null), f('l.returned_at', '>=', until)])))))
    .orderBy('b.sort_name').orderBy('d.code').execute()
}

export type AwayKept = Awaited<ReturnType<typeof listAwayKept>>[number]
