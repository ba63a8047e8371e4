import { type Kysely, sql, SqliteAdapter } from 'kysely'

const TABLES = ['school_years', 'half_terms', 'weekday_times', 'slots', 'clubs', 'special_days', 'bank_holidays']
const CHANGES = ['insert', 'update', 'delete']

/**
 * One word that names what the calendar's tables hold, changed by every change to them, so that whoever has read them
 * asks for one row instead of a hundred. It is drawn, not counted: what a transaction took back is never named again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const drawn = isSqlite ? 'lower(hex(randomblob(16)))' : 'gen_random_uuid()::text'
  const run = (text: string) => sql.raw(text).execute(db)
  await db.schema.createTable('calendar_version').addColumn('version', 'text', (c) => c.notNull()).execute()
  await run(`insert into calendar_version (version) values (${drawn})`)
  const act = `update calendar_version set version = ${drawn};`
  if (!isSqlite) await run(`create function calendar_changed() returns trigger language plpgsql as $$ begin ${act} return null; end $$`)
  const then = isSqlite ? `for each row begin ${act} end` : 'for each statement execute function calendar_changed()'
  for (const table of TABLES) {
    for (const change of CHANGES) await run(`create trigger calendar_changed_by_${change}_of_${table} after ${change} on ${table} ${then}`)
  }
}
