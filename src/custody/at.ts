import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import type { LoanOutcome, LoanSource, OutOfUseBecause } from '../database/tables.ts'

/** A device and a moment (UTC ISO) that somebody asks about. */
export type Asked = { device_id: string, moment: string }

/**
 * What the record holds around a moment: the last two loans that had begun by then (loans of a device never overlap, so
 * that no other can hold it), the next one, the keeper, why it was out of use, and when it was seen.
 */
export type Moment = {
  device_id: string, moment: string, created_at: string
  last_id: string | null, prior_id: string | null, after_id: string | null
  keeper: string | null, because: OutOfUseBecause | null, because_since: string | null
  seen_before: string | null, seen_place: string | null, seen_after: string | null, seen_after_place: string | null
}

/** Looks up any number of moments in one query; each look-up walks an index from its moment, whatever the history (M25). */
export async function listMoments(db: Db, asked: Asked[]): Promise<Moment[]> {
  if (asked.length === 0) return []
  const rows = asked.map(({ device_id, moment }, i) => sql`(cast(${i} as integer), cast(${device_id} as text), cast(${moment} as text))`)
  const begun = sql`from loans l where l.device_id = a.device_id and l.voided_at is null and l.taken_at <= a.moment
    and (l.returned_at is null or l.returned_at > l.taken_at) order by l.taken_at desc, l.id desc limit 1`
  const out_of_use = sql`from out_of_use o where o.device_id = a.device_id and o.from_at <= a.moment
    and (o.until_at is null or o.until_at > a.moment) order by o.from_at desc limit 1`
  const seen = sql`from sightings s where s.device_id = a.device_id and s.seen_at <= a.moment order by s.seen_at desc limit 1`
  const seen_next = sql`from sightings s where s.device_id = a.device_id and s.seen_at > a.moment order by s.seen_at limit 1`
  const { rows: found } = await sql<Moment>`
    with asked(i, device_id, moment) as (values ${sql.join(rows)})
    select a.device_id, a.moment, d.created_at,
      (select l.id ${begun}) as last_id, (select l.id ${begun} offset 1) as prior_id,
      (select l.id from loans l where l.device_id = a.device_id and l.voided_at is null and l.taken_at > a.moment
        order by l.taken_at, l.id limit 1) as after_id,
      (select p.name from allocations k join people p on p.id = k.keeper_id where k.device_id = a.device_id
        and k.from_at <= a.moment and (k.until_at is null or k.until_at > a.moment) limit 1) as keeper,
      (select o.because ${out_of_use}) as because, (select o.from_at ${out_of_use}) as because_since,
      (select s.seen_at ${seen}) as seen_before, (select s.place ${seen}) as seen_place,
      (select s.seen_at ${seen_next}) as seen_after, (select s.place ${seen_next}) as seen_after_place
    from asked a join devices d on d.id = a.device_id order by a.i`.execute(db)
  return found
}

export type LoanThen = {
  id: string, borrower: string, class_name: string | null, answers: string, purpose: string
  taken_at: string, due_at: string, returned_at: string | null, outcome: LoanOutcome | null, source: LoanSource
}

async function listLoansThen(db: Db, ids: string[]): Promise<Map<string, LoanThen>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('loans as l').innerJoin('people as b', 'b.id', 'l.borrower_id')
    .innerJoin('people as w', 'w.id', 'l.answers_id').leftJoin('classes as c', 'c.id', 'l.class_id')
    .select(['l.id', 'b.name as borrower', 'c.name as class_name', 'w.name as answers', 'l.purpose', 'l.taken_at',
      'l.due_at', 'l.returned_at', 'l.outcome', 'l.source'])
    .where('l.id', 'in', ids).execute()
  return new Map(rows.map((loan) => [loan.id, loan]))
}

/** The loan that held a device at a moment, and those before and after it. */
export type Around = { at: LoanThen | null, before: LoanThen | null, after: LoanThen | null }

/** Whoever returns at a moment has it no more; whoever takes over at that moment has it already. */
function aroundOf({ moment, last_id, prior_id, after_id }: Moment, loans: Map<string, LoanThen>): Around {
  const loan = (id: string | null) => (id === null ? null : loans.get(id) ?? null)
  const last = loan(last_id)
  const held = last !== null && (last.returned_at === null || last.returned_at > moment)
  return { at: held ? last : null, before: held ? loan(prior_id) : last, after: loan(after_id) }
}

export async function listAround(db: Db, moments: Moment[]): Promise<Around[]> {
  const ids = moments.flatMap(({ last_id, prior_id, after_id }) => [last_id, prior_id, after_id]).filter((id) => id !== null)
  const loans = await listLoansThen(db, [...new Set(ids)])
  return moments.map((moment) => aroundOf(moment, loans))
}
