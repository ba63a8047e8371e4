import type { Kysely } from 'kysely'

/** Codes that are printed on blank tags and wait to be claimed by a scan. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('reserved_codes')
    .addColumn('code', 'text', (c) => c.primaryKey())
    .addColumn('reserved_at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .execute()
}
