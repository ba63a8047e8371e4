import { type Kysely, sql } from 'kysely'

/** The off-site register finds what was away on a day; what comes back is asked whether it was left clean. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index loans_off_site on loans (taken_at, id) where off_site = 1 and voided_at is null`.execute(db)
  await db.schema.createTable('return_answers')
    .addColumn('loan_id', 'text', (c) => c.primaryKey().references('loans.id'))
    .addColumn('left_clean', 'integer', (c) => c.notNull().check(sql`left_clean in (0, 1)`))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('desk_id', 'text')
    .execute()
}
