import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import type { LoanOutcome, OutOfUseBecause } from '../database/tables.ts'

/** A device and a moment (UTC ISO) that somebody asks about. */
export type Asked = { device_id: string, moment: string }

/** What the record holds around a moment: ids of the loans before, at and after it, the keeper and the sightings. */
export type Moment = {
  device_id: string, moment: string
  at_id: string | null, before_id: string | null, after_id: string | null
  keeper: string | null, because: OutOfUseBecause | null
  seen_before: string | null, seen_place: string | null, seen_after: string | null
}

/** Looks up any number of moments in one query; each look-up walks an index from its moment, whatever the history (M25). */
export async function listMoments(db: Db, asked: Asked[]): Promise<Moment[]> {
  if (asked.length === 0) return []
  const rows = asked.map(({ device_id, moment }, i) => sql`(cast(${i} as integer), cast(${device_id} as text), cast(${moment} as text))`)
  const { rows: found } = await sql<Moment>`
    with asked(i, device_id, moment) as (values ${sql.join(rows)})
    select a.device_id, a.moment,
      (select l.id from loans l where l.device_id = a.device_id and l.voided_at is null and l.taken_at <= a.moment
        and (l.returned_at is null or l.returned_at > a.moment) order by l.taken_at desc, l.id desc limit 1) as at_id,
      (select l.id from loans l where l.device_id = a.device_id and l.voided_at is null and l.taken_at <= a.moment
        and l.returned_at <= a.moment order by l.taken_at desc, l.id desc limit 1) as before_id,
      (select l.id from loans l where l.device_id = a.device_id and l.voided_at is null and l.taken_at > a.moment
        order by l.taken_at, l.id limit 1) as after_id,
      (select p.name from allocations k join people p on p.id = k.keeper_id where k.device_id = a.device_id
        and k.from_at <= a.moment and (k.until_at is null or k.until_at > a.moment) limit 1) as keeper,
      (select o.because from out_of_use o where o.device_id = a.device_id and o.from_at <= a.moment
        and (o.until_at is null or o.until_at > a.moment) limit 1) as because,
      (select s.seen_at from sightings s where s.device_id = a.device_id and s.seen_at <= a.moment order by s.seen_at desc limit 1) as seen_before,
      (select s.place from sightings s where s.device_id = a.device_id and s.seen_at <= a.moment order by s.seen_at desc limit 1) as seen_place,
      (select s.seen_at from sightings s where s.device_id = a.device_id and s.seen_at > a.moment order by s.seen_at limit 1) as seen_after
    from asked a order by a.i`.execute(db)
  return found
}

export type LoanThen = {
  id: string, borrower: string, class_name: string | null, answers: string, purpose: string
  taken_at: string, returned_at: string | null, outcome: LoanOutcome | null, off_site: number, source: string
}

/** The loans that moments name, by id. */
export async function listLoansThen(db: Db, ids: string[]): Promise<Map<string, LoanThen>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('loans as l').innerJoin('people as b', 'b.id', 'l.borrower_id')
    .innerJoin('people as w', 'w.id', 'l.answers_id').leftJoin('classes as c', 'c.id', 'l.class_id')
    .select(['l.id', 'b.name as borrower', 'c.name as class_name', 'w.name as answers', 'l.purpose', 'l.taken_at',
      'l.returned_at', 'l.outcome', 'l.off_site', 'l.source'])
    .where('l.id', 'in', ids).execute()
  return new Map(rows.map((loan) => [loan.id, loan]))
}
