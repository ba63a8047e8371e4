import { type Kysely, sql, SqliteAdapter } from 'kysely'

type Db = Kysely<unknown>

/** That a leaver gave everything back, signed off by the office, with what they gave back: it stays as it was. */
export async function up(db: Db): Promise<void> {
  await db.schema.createTable('clearances')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('last_day', 'text', (c) => c.notNull())
    .addColumn('signed_at', 'text', (c) => c.notNull())
    .addColumn('signed_by_id', 'text', (c) => c.notNull())
    .addCheckConstraint('never_ones_own', sql`signed_by_id <> person_id`)
    .execute()
  await db.schema.createIndex('clearances_by_person').on('clearances').columns(['person_id', 'last_day']).execute()
  await db.schema.createTable('clearance_lines')
    .addColumn('clearance_id', 'text', (c) => c.notNull().references('clearances.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('device_id', 'text', (c) => c.notNull())
    .addColumn('had', 'text', (c) => c.notNull().check(sql`had in ('borrowed', 'looked after')`))
    .addColumn('ended', 'text', (c) => c.notNull().check(sql`ended in ('given back', 'passed on', 'written off')`))
    .addColumn('ended_at', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addPrimaryKeyConstraint('clearance_lines_pk', ['clearance_id', 'position'])
    .execute()
  await db.schema.createTable('write_offs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id'))
    .addColumn('had', 'text', (c) => c.notNull().check(sql`had in ('borrowed', 'looked after')`))
    .addColumn('reason', 'text', (c) => c.notNull().check(sql`reason <> ''`))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addCheckConstraint('never_ones_own_loss', sql`by_id <> person_id`)
    .execute()
  await db.schema.createIndex('write_offs_by_person').on('write_offs').columns(['person_id', 'at']).execute()
  await db.schema.createIndex('people_by_last_day').on('people').columns(['last_day', 'id']).where(sql.ref('last_day'), 'is not', null).execute()
  for (const table of ['clearances', 'clearance_lines', 'write_offs']) for (const when of ['update', 'delete'] as const) await refuse(db, table, when)
}

async function refuse(db: Db, table: string, when: 'update' | 'delete'): Promise<void> {
  const name = `${table}_not_${when}d`
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on ${table} for each row
      begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    raise exception 'append-only'; end $$`)
  await run(`create trigger ${name} before ${when} on ${table} for each row execute function ${name}()`)
}
