import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

export async function insertExtension(db: Db, extension: Row<'loan_extensions'>): Promise<void> {
  await db.insertInto('loan_extensions').values(extension).execute()
}

const findExtensions = prepared((db: Db, loanIds: string[]) =>
  db.selectFrom('loan_extensions as x').leftJoin('people as p', 'p.id', 'x.by_id')
    .select(['x.loan_id', 'x.at', 'x.by_id', 'x.due_before', 'x.due_after', 'p.name as by_name'])
    .where('x.loan_id', 'in', loanIds).orderBy('x.id'))

export type Extension = Awaited<ReturnType<typeof findExtensions>>[number]

/** The extensions of some loans by loan, oldest first: one query, however many there are. */
export async function listExtensions(db: Db, loanIds: string[]): Promise<Map<string, Extension[]>> {
  const byLoan = new Map<string, Extension[]>()
  if (loanIds.length === 0) return byLoan
  for (const row of await findExtensions(db, loanIds)) byLoan.set(row.loan_id, [...byLoan.get(row.loan_id) ?? [], row])
  return byLoan
}
