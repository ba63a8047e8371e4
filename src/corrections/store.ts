import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

export async function insertCorrection(db: Db, correction: Row<'loan_corrections'>): Promise<void> {
  await db.insertInto('loan_corrections').values(correction).execute()
}

/** The corrections of some entries, oldest first, with who made them. */
export function listCorrections(db: Db, loanIds: string[]) {
  return loanIds.length === 0 ? Promise.resolve([]) : findCorrections(db, loanIds)
}

const findCorrections = prepared((db: Db, loanIds: string[]) =>
  db.selectFrom('loan_corrections as c').leftJoin('people as p', 'p.id', 'c.by_id')
    .select(['c.id', 'c.loan_id', 'c.at', 'c.reason', 'c.before', 'c.after', 'p.name as by_name'])
    .where('c.loan_id', 'in', loanIds).orderBy('c.id'))

/**
 * The newest entry of a device, other than `exceptId`, that began before `until` (UTC ISO; null: still out): as entries
 * never overlap, it is the one in the way if any is.
 */
export function findNeighbour(db: Db, deviceId: string, exceptId: string, until: string | null) {
  const query = db.selectFrom('loans as l')
    .innerJoin('people as p', 'p.id', 'l.borrower_id').innerJoin('devices as d', 'd.id', 'l.device_id')
    .select(['l.id', 'd.code', 'p.name as borrower', 'l.taken_at', 'l.returned_at'])
    .where('l.device_id', '=', deviceId).where('l.id', '<>', exceptId).where('l.voided_at', 'is', null)
    .orderBy('l.taken_at', 'desc').orderBy('l.id', 'desc').limit(1)
  return (until === null ? query : query.where('l.taken_at', '<', until)).executeTakeFirst()
}

export async function strikeOutLoan(db: Db, id: string, byId: string | null, now: Date): Promise<boolean> {
  const result = await db.updateTable('loans').set({ voided_at: now.toISOString(), voided_by_id: byId })
    .where('id', '=', id).where('voided_at', 'is', null).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** One entry as the page that corrects it shows it. */
export function findEntry(db: Db, id: string) {
  return db.selectFrom('loans as l')
    .innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
    .innerJoin('people as b', 'b.id', 'l.borrower_id').innerJoin('people as w', 'w.id', 'l.answers_id')
    .leftJoin('classes as c', 'c.id', 'l.class_id')
    .selectAll('l')
    .select(['d.code', 't.name as type_name', 'b.name as borrower', 'w.name as answers', 'c.name as class_name'])
    .where('l.id', '=', id).executeTakeFirst()
}

export async function namesOfPeople(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('people').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function namesOfClasses(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('classes').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
