import { type Kysely, sql } from 'kysely'

/** A scan may stand in the page's queue for hours; the screen and Undo go by when it was answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('desk_scans').addColumn('answered_at', 'text', (c) => c.notNull().defaultTo('')).execute()
  await sql`update desk_scans set answered_at = scanned_at`.execute(db)
}
