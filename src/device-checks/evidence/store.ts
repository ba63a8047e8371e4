import { sql } from 'kysely'
import type { Db } from '../../database/open.ts'
import type { Row } from '../../database/tables.ts'
import { NotFound } from '../../errors.ts'
import type { Found, Format } from './found.ts'

export type CheckFile = Omit<Row<'check_files'>, 'found' | 'format'> & { found: Found[], format: Format }

export async function insertFile(db: Db, { found, ...file }: CheckFile): Promise<void> {
  await db.insertInto('check_files').values({ ...file, found: JSON.stringify(found) }).execute()
}

/** Throws NotFound. */
export async function findFile(db: Db, id: string): Promise<CheckFile> {
  const row = await db.selectFrom('check_files').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('What was read from this file is no longer here. Choose the file again.')
  return { ...row, format: row.format as Format, found: JSON.parse(row.found) as Found[] }
}

export async function markApplied(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('check_files').set({ applied_at: now.toISOString() }).where('id', '=', id).execute()
}

/** When each device's encryption was written down from this very file, by device id. */
export async function listWrittenFrom(db: Db, sourceHash: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom('device_checks').select(['device_id', 'at']).where('source_hash', '=', sourceHash)
    .where('kind_id', '=', sql.lit('encryption')).execute()
  return new Map(rows.map(({ device_id, at }) => [device_id, at]))
}
