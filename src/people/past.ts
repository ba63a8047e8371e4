import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { together } from './past-rules.ts'

const PER_PAGE = 60
const COUNTED = 1000

/** What a person has borrowed, newest first, one page of it; `before` is the loan that the page goes on from. */
export async function readPast(db: Db, personId: string, before: string | null) {
  const rows = await db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id')
    .innerJoin('device_types as t', 't.id', 'd.type_id').leftJoin('classes as c', 'c.id', 'l.class_id')
    .select(['l.id', 'd.code', 't.name as type_name', 'c.name as class_name', 'l.purpose', 'l.taken_at', 'l.due_at', 'l.returned_at', 'l.outcome', 'l.voided_at'])
    .where('l.borrower_id', '=', personId)
    .$if(before !== null, (q) => q.where(sql<boolean>`(l.taken_at, l.id) < (select taken_at, id from loans where id = ${before})`))
    .orderBy('l.taken_at', 'desc').orderBy('l.id', 'desc').limit(PER_PAGE + 1).execute()
  const loans = rows.slice(0, PER_PAGE)
  return { entries: together(loans), first: before === null, earlier: rows.length > PER_PAGE ? loans.at(-1)!.id : null, count: await countLoans(db, personId) }
}

/** Counted no further than is said, so that a long history costs a page nothing. */
async function countLoans(db: Db, personId: string): Promise<string> {
  const some = db.selectFrom('loans').select('id').where('borrower_id', '=', personId).limit(COUNTED + 1)
  const { n } = await db.selectFrom(some.as('some')).select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return n > COUNTED ? 'more than 1,000 loans' : `${n.toLocaleString('en-GB')} ${n === 1 ? 'loan' : 'loans'}`
}

/** Ids of the devices that a person has now: borrowed, answered for, or looked after. */
export async function listDeviceIdsWith(db: Db, personId: string): Promise<string[]> {
  const rows = await db.selectFrom('loans').select('device_id').where('returned_at', 'is', null).where('voided_at', 'is', null)
    .where((e) => e.or([e('borrower_id', '=', personId), e('answers_id', '=', personId)]))
    .union(db.selectFrom('allocations').select('device_id').where('keeper_id', '=', personId).where('until_at', 'is', null))
    .execute()
  return rows.map(({ device_id }) => device_id)
}
