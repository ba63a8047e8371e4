import type { Kysely } from 'kysely'

/** The letters that ask somebody to decide: none of them goes once there is nothing left to decide. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('approval_letters')
    .addColumn('approval_id', 'text', (c) => c.notNull().references('approvals.id'))
    .addColumn('letter_id', 'text', (c) => c.notNull().references('outbox.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('approval_letters_key', ['approval_id', 'letter_id'])
    .execute()
  await db.schema.createIndex('approval_letters_by_letter').on('approval_letters').column('letter_id').execute()
}
