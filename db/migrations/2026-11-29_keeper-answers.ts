import { type Kysely, sql } from 'kysely'

/** What keepers say when they are asked each year whether they have a device still. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('keeper_answers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('allocation_id', 'text', (c) => c.notNull().references('allocations.id'))
    .addColumn('asked_day', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull().check(sql`answer in ('yes', 'no', 'problem')`))
    .addColumn('words', 'text', (c) => c.notNull())
    .addColumn('answered_at', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'text')
    .addUniqueConstraint('keeper_answered_once', ['allocation_id', 'asked_day'])
    .execute()
  await sql`create index keeper_answers_open on keeper_answers (id) where closed_at is null and answer <> 'yes'`.execute(db)
}
