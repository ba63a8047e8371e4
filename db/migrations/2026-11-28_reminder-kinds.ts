import { type Kysely, sql } from 'kysely'

/** Features bring kinds of reminders of their own: the table is made anew without a list of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('reminders_anew')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('letter_id', 'text', (c) => c.references('outbox.id').onDelete('set null'))
    .addColumn('withdrawn_at', 'text')
    .addUniqueConstraint('told_once', ['person_id', 'kind', 'what', 'period'])
    .execute()
  const columns = sql`id, person_id, kind, what, period, at, letter_id, withdrawn_at`
  await sql`insert into reminders_anew (${columns}) select ${columns} from reminders`.execute(db)
  await db.schema.dropTable('reminders').execute()
  await db.schema.alterTable('reminders_anew').renameTo('reminders').execute()
  await db.schema.createIndex('reminders_by_letter').on('reminders').column('letter_id').execute()
  await db.schema.createIndex('reminders_by_what').on('reminders').columns(['what', 'period']).execute()
}
