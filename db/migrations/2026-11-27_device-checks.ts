import { type Kysely, sql, SqliteAdapter } from 'kysely'

/** What is checked on a device, which types of device owe it, and every check that was made: append-only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createKinds(db)
  await createChecks(db)
  for (const when of ['update', 'delete'] as const) await refuse(db, when)
}

async function createKinds(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('check_kinds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('days', 'integer', (c) => c.check(sql`days > 0`))
    .addColumn('built_in', 'text', (c) => c.unique().check(sql`built_in in ('encryption')`))
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema.createTable('check_kind_types')
    .addColumn('kind_id', 'text', (c) => c.notNull().references('check_kinds.id').onDelete('cascade'))
    .addColumn('type_id', 'text', (c) => c.notNull().references('device_types.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('check_kind_types_key', ['kind_id', 'type_id'])
    .execute()
  await db.schema.createIndex('check_kind_types_by_type').on('check_kind_types').column('type_id').execute()
  await sql`insert into check_kinds (id, name, position, built_in) values ('encryption', 'Encryption', 0, 'encryption')`.execute(db)
}

async function createChecks(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('device_checks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id'))
    .addColumn('kind_id', 'text', (c) => c.notNull().references('check_kinds.id'))
    .addColumn('finding', 'text', (c) => c.notNull())
    .addColumn('passed', 'integer', (c) => c.notNull().check(sql`passed in (0, 1)`))
    .addColumn('product', 'text')
    .addColumn('method', 'text', (c) => c.notNull().check(sql`method in ('seen', 'file', 'paper')`))
    .addColumn('source_hash', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('valid_until', 'text')
    .addColumn('note', 'text', (c) => c.notNull())
    .addCheckConstraint('only_a_pass_holds', sql`passed = 1 or valid_until is null`)
    .execute()
  await db.schema.createIndex('device_checks_latest').on('device_checks').columns(['device_id', 'kind_id', 'at', 'id']).execute()
  await sql`create unique index device_checks_once_by_file on device_checks (source_hash, device_id, kind_id)
    where source_hash is not null`.execute(db)
}

async function refuse(db: Kysely<unknown>, when: 'update' | 'delete'): Promise<void> {
  const name = `device_checks_not_${when}d`
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on device_checks for each row
      begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    raise exception 'append-only'; end $$`)
  await run(`create trigger ${name} before ${when} on device_checks for each row execute function ${name}()`)
}
