import { sql } from 'kysely'
import type { Lateness } from '../calendar/late.ts'
import { overdueIn, readLateness } from '../calendar/school/lateness.ts'
import { custodyQuery, outQuery } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import { lastSeen } from '../sightings/store.ts'
import type { OutFacts } from './rules.ts'

/** Everything that is out, or what one person has or answers for: one query, whoever has how much. */
export function listOut(db: Db, personId?: string): Promise<OutFacts[]> {
  return personId === undefined ? listAllOut(db) : listOutTo(db, personId)
}

/** Only what is shown: the rest of custody's facts is not even looked up. */
const outFacts = (db: Db) => outQuery(db).clearSelect().select(['d.id as device_id', 'd.code', 't.name as type_name', 'l.id as loan_id',
  'l.borrower_id', 'b.name as borrower', 'l.answers_id', 'w.name as answers', 'l.class_id', 'c.name as class_name', 'l.purpose',
  'l.taken_at', 'l.due_at', 'l.off_site', 'l.booked_out_by_id', 'o.because']).$castTo<OutFacts>()
const listAllOut = prepared(outFacts)
const listOutTo = prepared((db: Db, personId: string) => outFacts(db).where((e) => e.or([e('l.borrower_id', '=', personId), e('l.answers_id', '=', personId)])))

/** The devices somebody looks after, with whoever has each one now. */
export const listKept = prepared((db: Db, keeperId: string) =>
  custodyQuery(db).select([lastSeen('seen_at').as('last_seen_at'), lastSeen('place').as('last_place')])
    .where('a.keeper_id', '=', keeperId).orderBy('d.code'))

/** In repair, lost and stolen devices, the longest first; a retired one needs nobody's hand. */
export const listOutOfUse = prepared((db: Db) =>
  db.selectFrom('out_of_use as o')
    .innerJoin('devices as d', 'd.id', 'o.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
    .select(['o.id', 'd.code', 't.name as type_name', 'o.because', 'o.from_at'])
    .where('o.until_at', 'is', null).where('o.because', '<>', 'retired')
    .orderBy('o.from_at').orderBy('d.code'))

export type OutOfUse = Awaited<ReturnType<typeof listOutOfUse>>[number]

/** How many came back since an instant (UTC ISO); what was passed on or lost did not. */
export async function countBackSince(db: Db, since: string): Promise<number> {
  return Number((await findBackSince(db, since))!.n)
}

const findBackSince = preparedFirst((db: Db, since: string) =>
  db.selectFrom('loans').select((e) => e.fn.countAll<number>().as('n'))
    .where('returned_at', '>=', since).where('voided_at', 'is', null)
    .where('outcome', 'in', [sql.lit('returned' as const), sql.lit('returned unscanned' as const)]))

/**
 * What moves whenever Today's numbers may have: the newest event, and what time alone changes. Where what decides what is
 * overdue (`lateness`) is not known yet, the calendar is only asked for it when the time of anything has passed.
 */
export async function readPulse(db: Db, lateness: Lateness | null, now: Date) {
  const { past, ...pulse } = (await findPulse(db, now.toISOString()))!
  if (Number(past) === 0) return { ...pulse, overdue: 0 }
  const { n } = (await countOverdue(db, lateness ?? await readLateness(db, now)))!
  return { ...pulse, overdue: Number(n) }
}

const openLoans = (db: Db) => db.selectFrom('loans').where('returned_at', 'is', null).where('voided_at', 'is', null)
  .select((e) => e.fn.countAll<number>().as('n'))
const findPulse = preparedFirst((db: Db, now: string) => db.selectNoFrom((e) => [
  e.selectFrom('events').select((m) => m.fn.max('id').as('id')).as('newest'),
  e.selectFrom('day_check_lines').select((m) => m.fn.max('found_at').as('at')).where('found_at', 'is not', null).as('found'),
  openLoans(db).as('out'), openLoans(db).where('due_at', '<', now).as('past'),
]))

const countOverdue = preparedFirst((db: Db, lateness: Lateness) => openLoans(db).where(overdueIn('due_at', lateness)))

const findSetUp = preparedFirst((db: Db) => db.selectNoFrom((e) => [
  e.selectFrom('devices').select('id').limit(1).as('device'),
  e.selectFrom('people').select('id').limit(1).offset(1).as('second_person'),
  e.selectFrom('desks').select('id').limit(1).as('desk'),
  e.selectFrom('agreements').select('id').limit(1).as('agreement'),
  e.selectFrom('events').select('id').where('subject_id', 'in', ['devices', 'sets', 'blank'])
    .where('verb', '=', sql.lit('labels.printed')).limit(1).as('printing'),
]))

export async function readSetUpFacts(db: Db) {
  const { device, second_person, desk, agreement, printing } = (await findSetUp(db))!
  return {
    has_devices: device !== null, has_people: second_person !== null, has_printed: printing !== null, has_desk: desk !== null,
    has_agreement: agreement !== null,
  }
}
