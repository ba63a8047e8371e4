import { type Kysely, sql, SqliteAdapter } from 'kysely'

const FIXED = ['id', 'device_id', 'day', 'how', 'at', 'act_id'].map((column) => `new.${column} is distinct from old.${column}`)
/** Only the link to a person can be cut. */
const LINKS = ['by_id', 'recorded_by_id'].map((column) => `(new.${column} is not null and new.${column} is distinct from old.${column})`)
const TAKEN_BACK = ['undone_at', 'undone_reason'].map((column) => `(old.undone_at is not null and new.${column} is distinct from old.${column})`)

/** That a device's password was reset: who, when, never what. A statement is taken back, never changed or deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createResets(db)
  await refuse(db, 'update', [...FIXED, ...LINKS, ...TAKEN_BACK].join(' or '))
  await refuse(db, 'delete', 'true')
}

async function createResets(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('password_resets')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('recorded_by_id', 'text')
    .addColumn('how', 'text', (c) => c.notNull().check(sql`how in ('own device', 'device check', 'several at once')`))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('act_id', 'text', (c) => c.notNull())
    .addColumn('undone_at', 'text')
    .addColumn('undone_by_id', 'text')
    .addColumn('undone_reason', 'text')
    .execute()
  await sql`create unique index one_password_reset_a_day on password_resets (device_id, day) where undone_at is null`.execute(db)
  await sql`create index password_resets_by_day on password_resets (day) where undone_at is null`.execute(db)
  await db.schema.createIndex('password_resets_of_device').on('password_resets').columns(['device_id', 'day']).execute()
  await db.schema.createIndex('password_resets_by_act').on('password_resets').column('act_id').execute()
  await db.schema.createTable('password_known_to')
    .addColumn('reset_id', 'text', (c) => c.notNull().references('password_resets.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('password_known_to_key', ['reset_id', 'person_id'])
    .execute()
  await db.schema.createIndex('allocations_by_device').on('allocations').columns(['device_id', 'from_at']).execute()
}

async function refuse(db: Kysely<unknown>, when: 'update' | 'delete', rule: string): Promise<void> {
  const name = `password_resets_not_${when}d`
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on password_resets for each row when ${rule}
      begin select raise(abort, 'append-only'); end`)
    return
  }
  const row = when === 'delete' ? 'old' : 'new'
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    if ${rule} then raise exception 'append-only'; end if; return ${row}; end $$`)
  await run(`create trigger ${name} before ${when} on password_resets for each row execute function ${name}()`)
}
