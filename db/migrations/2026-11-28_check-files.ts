import type { Kysely } from 'kysely'

/** What was read from a file of evidence, between its preview and the yes: never the file itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('check_files')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('format', 'text', (c) => c.notNull())
    .addColumn('source_hash', 'text', (c) => c.notNull())
    .addColumn('found', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('applied_at', 'text')
    .execute()
  await db.schema.createIndex('check_files_by_time').on('check_files').column('at').execute()
}
