import { createHash } from 'node:crypto'
import type { Db } from '../database/open.ts'
import { type About, heading, type Mapping } from './columns/fields.ts'

/** What somebody said about columns with these headings, so that the next list of the kind needs no asking. */
export async function findMapping(
  db: Db, headings: readonly string[],
): Promise<{ about: About, mapping: Mapping } | null> {
  const row = await db.selectFrom('import_mappings').selectAll().where('headings_hash', '=', hashOf(headings))
    .executeTakeFirst()
  return row ? { about: row.about as About, mapping: JSON.parse(row.mapping) as Mapping } : null
}

export async function rememberMapping(
  db: Db, headings: readonly string[], about: About, mapping: Mapping, now: Date,
): Promise<void> {
  const row = { about, mapping: JSON.stringify(mapping), saved_at: now.toISOString() }
  await db.insertInto('import_mappings').values({ headings_hash: hashOf(headings), ...row })
    .onConflict((c) => c.column('headings_hash').doUpdateSet(row)).execute()
}

function hashOf(headings: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(headings.map(heading))).digest('base64url')
}
