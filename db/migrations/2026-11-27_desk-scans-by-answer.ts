import type { Kysely } from 'kysely'

/** A desk shows what was answered in the last minutes; the rest of its week was walked through to find that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('desk_scans_by_desk').execute()
  await db.schema.createIndex('desk_scans_by_answer').on('desk_scans').columns(['desk_id', 'answered_at', 'id']).execute()
}
