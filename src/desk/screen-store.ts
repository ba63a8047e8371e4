import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'

const findNames = prepared((db: Db, ids: string[]) =>
  db.selectFrom('people').select(['id', 'name']).where('id', 'in', ids))

export async function listNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await findNames(db, ids)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export type LoanFacts = Awaited<ReturnType<typeof loanFacts>>[number]

export async function listLoanFacts(db: Db, ids: string[]): Promise<Map<string, LoanFacts>> {
  if (ids.length === 0) return new Map()
  return new Map((await loanFacts(db, ids)).map((loan) => [loan.id, loan]))
}

const loanFacts = prepared((db: Db, ids: string[]) =>
  db.selectFrom('loans as l').innerJoin('people as p', 'p.id', 'l.borrower_id').leftJoin('classes as c', 'c.id', 'l.class_id')
    .leftJoin('return_answers as q', 'q.loan_id', 'l.id')
    .select(['l.id', 'l.device_id', 'p.name as borrower', 'c.name as class_name', 'q.left_clean', 'l.purpose', 'l.taken_at', 'l.due_at', 'l.off_site', 'l.on_charge', 'l.returned_at', 'l.voided_at'])
    .where('l.id', 'in', ids))

/** What is out, a line for each class or borrower, type and due time; the longest overdue first. */
export const listOutNow = prepared((db: Db, limit: number) =>
  db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id')
    .innerJoin('device_types as t', 't.id', 'd.type_id').innerJoin('people as p', 'p.id', 'l.borrower_id')
    .leftJoin('classes as c', 'c.id', 'l.class_id')
    .select((e) => ['t.name as type_name', 'c.name as class_name', 'p.name as borrower', 'l.due_at',
      e.fn.countAll<number>().as('devices'), e.fn.min('d.code').as('code')])
    .where('l.returned_at', 'is', null).where('l.voided_at', 'is', null)
    .groupBy(['t.name', 'c.name', 'p.name', 'l.due_at']).orderBy('l.due_at').orderBy('c.name').orderBy('p.name').limit(limit))

const findCounts = preparedFirst((db: Db, dueBefore: string) => db.selectFrom('loans').select((e) => [
  e.fn.countAll<number>().as('out'),
  e.fn.sum<number | null>(e.case().when('due_at', '<', dueBefore).then(1).else(0).end()).as('due'),
]).where('returned_at', 'is', null).where('voided_at', 'is', null))

export async function countOut(db: Db, dueBefore: string): Promise<{ out: number, due: number }> {
  const row = (await findCounts(db, dueBefore))!
  return { out: row.out, due: Number(row.due ?? 0) }
}
