import type { Db } from '../database/open.ts'
import type { About } from './columns/fields.ts'
import type { Detail, Import } from './detail.ts'
import type { Status, StagedRow, What } from './rows.ts'

export async function insertImport(db: Db, { detail, ...row }: Import): Promise<void> {
  await db.insertInto('imports').values({ ...row, detail: JSON.stringify(detail) }).execute()
}

export async function findImport(db: Db, id: string): Promise<Import | undefined> {
  const row = await db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...row, detail: JSON.parse(row.detail) as Detail }
}

type Change = Partial<Omit<Import, 'id'>>

export async function updateImport(db: Db, id: string, { detail, ...change }: Change): Promise<void> {
  const columns = { ...change, ...(detail && { detail: JSON.stringify(detail) }) }
  await db.updateTable('imports').set(columns).where('id', '=', id).execute()
}

/** Takes an import from one state to another, for one caller only: false when it was not in that state any more. */
export async function moveImport(
  db: Db, id: string, from: Import['state'], change: Change & { state: Import['state'] },
): Promise<boolean> {
  const { detail, ...columns } = change
  const result = await db.updateTable('imports').set({ ...columns, ...(detail && { detail: JSON.stringify(detail) }) })
    .where('id', '=', id).where('state', '=', from).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The newest imports with who made them. */
export function listImports(db: Db, abouts: readonly About[], limit: number) {
  return db
    .selectFrom('imports as i')
    .leftJoin('people as p', 'p.id', 'i.by_id')
    .select([
      'i.id', 'i.about', 'i.file_name', 'i.format', 'i.state', 'i.created_at', 'i.applied_at', 'i.undone_at',
      'p.name as who',
    ])
    .where('i.about', 'in', abouts)
    .orderBy('i.id', 'desc')
    .limit(limit)
    .execute()
}

/** Removes an import that was never applied, with everything that was read for it. */
export async function removeImport(db: Db, id: string): Promise<void> {
  await db.deleteFrom('imports').where('id', '=', id)
    .where('state', 'in', ['reading', 'mapping', 'preview', 'failed']).execute()
}

export async function insertLines(db: Db, id: string, lines: readonly [line: number, cells: string][]): Promise<void> {
  await db.insertInto('import_lines').values(lines.map(([line, cells]) => ({ import_id: id, line, cells }))).execute()
}

export async function listLines(
  db: Db, id: string, after: number, limit: number,
): Promise<[line: number, cells: string][]> {
  const rows = await db.selectFrom('import_lines').select(['line', 'cells']).where('import_id', '=', id)
    .where('line', '>', after).orderBy('line').limit(limit).execute()
  return rows.map(({ line, cells }) => [line, cells])
}

export async function removeLines(db: Db, id: string): Promise<void> {
  await db.deleteFrom('import_lines').where('import_id', '=', id).execute()
}

export async function insertRows(db: Db, id: string, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length > 0) {
    await db.insertInto('import_rows').values(rows.map((row) => ({ ...row, import_id: id }))).execute()
  }
}

export async function removeRows(db: Db, id: string): Promise<void> {
  await db.deleteFrom('import_rows').where('import_id', '=', id).execute()
}

export type Count = { what: What, status: Status, n: number }

export function countRows(db: Db, id: string): Promise<Count[]> {
  return db.selectFrom('import_rows').select((e) => ['what', 'status', e.fn.countAll<number>().as('n')])
    .where('import_id', '=', id).groupBy(['what', 'status']).execute()
}

export type RowPlace = { line: number, part: number }
export type RowQuery = { status: Status | null, after: RowPlace | null, limit: number }

/** Staged lines in the order of the list, from a place on. */
export function listRows(db: Db, id: string, { status, after, limit }: RowQuery): Promise<StagedRow[]> {
  return db
    .selectFrom('import_rows')
    .select(['line', 'part', 'what', 'status', 'reason', 'fields', 'target_id', 'before'])
    .where('import_id', '=', id)
    .$if(status !== null, (q) => q.where('status', '=', status!))
    .$if(after !== null, (q) =>
      q.where((e) =>
        e.or([e('line', '>', after!.line), e.and([e('line', '=', after!.line), e('part', '>', after!.part)])]),
      ),
    )
    .orderBy('line')
    .orderBy('part')
    .limit(limit)
    .execute()
}
