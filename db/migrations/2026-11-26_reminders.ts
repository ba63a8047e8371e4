import { type Kysely, sql } from 'kysely'

/** Who was reminded of what (each once), and how each job went the last time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('reminders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('digest', 'evening', 'escalation', 'alarm')`))
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('letter_id', 'text', (c) => c.references('outbox.id').onDelete('set null'))
    .addColumn('withdrawn_at', 'text')
    .addUniqueConstraint('reminded_once', ['person_id', 'kind', 'what', 'period'])
    .execute()
  await db.schema.createIndex('reminders_by_letter').on('reminders').column('letter_id').execute()
  await db.schema.createIndex('reminders_by_what').on('reminders').columns(['what', 'period']).execute()
  await db.schema.createTable('job_runs')
    .addColumn('what', 'text', (c) => c.primaryKey())
    .addColumn('started_at', 'text', (c) => c.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('result', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('error', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
}
