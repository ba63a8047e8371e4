import type { Kysely } from 'kysely'

/** Who put their badge to a desk for the end-of-day check, and until when that holds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('desks').addColumn('checker_id', 'text', (c) => c.references('people.id').onDelete('set null')).execute()
  await db.schema.alterTable('desks').addColumn('checker_until', 'text').execute()
}
