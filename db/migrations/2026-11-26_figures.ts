import { type Kysely, sql, SqliteAdapter } from 'kysely'

/**
 * What each week lent, by type, counted once and kept, so that a page of figures costs the same however long the book
 * is. A trigger notes the hour in which a loan that changed was taken (`2026-11-24T09`); a job counts its week anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('loan_weeks')
    .addColumn('week', 'text', (c) => c.notNull())
    .addColumn('type_id', 'text', (c) => c.notNull().references('device_types.id').onDelete('cascade'))
    .addColumn('loans', 'integer', (c) => c.notNull())
    .addColumn('returned', 'integer', (c) => c.notNull())
    .addColumn('returned_on_time', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('loan_weeks_pk', ['week', 'type_id'])
    .execute()
  await db.schema.createTable('loans_to_count').addColumn('hour', 'text', (c) => c.notNull()).execute()
  await sql`insert into loans_to_count (hour) select distinct substr(taken_at, 1, 13) from loans`.execute(db)
  await note(db, 'insert', ['new'], '')
  await note(db, 'delete', ['old'], '')
  const columns = ['device_id', 'taken_at', 'due_at', 'returned_at', 'outcome', 'voided_at']
  await note(db, 'update', ['old', 'new'], columns.map((column) => `old.${column} is distinct from new.${column}`).join(' or '))
}

async function note(db: Kysely<unknown>, when: 'insert' | 'update' | 'delete', rows: string[], condition: string): Promise<void> {
  const name = `loan_to_count_after_${when}`
  const acts = rows.map((row) => `insert into loans_to_count (hour) values (substr(${row}.taken_at, 1, 13));`).join(' ')
  const only = condition === '' ? '' : ` when (${condition})`
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} after ${when} on loans for each row${only} begin ${acts} end`)
    return
  }
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin ${acts} return null; end $$`)
  await run(`create trigger ${name} after ${when} on loans for each row${only} execute function ${name}()`)
}
