import { type Kysely, sql, SqliteAdapter } from 'kysely'

type Db = Kysely<unknown>

/** Before a long holiday: what each keeper means to do, and what was counted, locked up and sealed. */
export async function up(db: Db): Promise<void> {
  await answers(db)
  await counts(db)
  await lines(db)
  await guards(db)
}

async function answers(db: Db): Promise<void> {
  await db.schema.createTable('holiday_answers')
    .addColumn('holiday', 'text', (c) => c.notNull())
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id').onDelete('cascade'))
    .addColumn('keeper_id', 'text', (c) => c.notNull())
    .addColumn('goes_home', 'integer', (c) => c.notNull().check(sql`goes_home in (0, 1)`))
    .addColumn('said_at', 'text', (c) => c.notNull())
    .addColumn('said_by_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('holiday_answers_pk', ['holiday', 'device_id'])
    .execute()
}

async function counts(db: Db): Promise<void> {
  await db.schema.createTable('sealed_counts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('holiday', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('last_day', 'text', (c) => c.notNull())
    .addColumn('first_day_back', 'text', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull().check(sql`place <> ''`))
    .addColumn('sealed_at', 'text', (c) => c.notNull())
    .addColumn('sealed_by_id', 'text', (c) => c.notNull())
    .addColumn('witness_id', 'text', (c) => c.notNull())
    .addColumn('locked_count', 'integer', (c) => c.notNull())
    .addColumn('home_count', 'integer', (c) => c.notNull())
    .addColumn('away_count', 'integer', (c) => c.notNull())
    .addColumn('excused_count', 'integer', (c) => c.notNull())
    .addColumn('not_there_count', 'integer', (c) => c.notNull())
    .addColumn('opened_at', 'text')
    .addColumn('opened_by_id', 'text')
    .addColumn('missing_count', 'integer')
    .addCheckConstraint('two_people', sql`witness_id <> sealed_by_id`)
    .addCheckConstraint('opened_whole', sql`(opened_at is null) = (opened_by_id is null) and (opened_at is null) = (missing_count is null)`)
    .execute()
}

async function lines(db: Db): Promise<void> {
  await db.schema.createTable('sealed_lines')
    .addColumn('count_id', 'text', (c) => c.notNull().references('sealed_counts.id'))
    .addColumn('device_id', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull()
      .check(sql`result in ('locked up', 'goes home', 'away', 'excused', 'not there')`))
    .addColumn('reason', 'text')
    .addColumn('loan_id', 'text')
    .addColumn('holder_id', 'text')
    .addColumn('last_seen_at', 'text')
    .addColumn('last_place', 'text')
    .addColumn('again_at', 'text')
    .addColumn('again_by_id', 'text')
    .addPrimaryKeyConstraint('sealed_lines_pk', ['count_id', 'device_id'])
    .execute()
}

const kept = (columns: string[]) => columns.map((column) => `new.${column} is distinct from old.${column}`).join(' or ')

const COUNT = ['id', 'holiday', 'name', 'last_day', 'first_day_back', 'place', 'sealed_at', 'sealed_by_id', 'witness_id', 'locked_count',
  'home_count', 'away_count', 'excused_count', 'not_there_count']
const LINE = ['count_id', 'device_id', 'result', 'reason', 'loan_id', 'holder_id', 'last_seen_at', 'last_place']

/** What was sealed stands: that it was opened, and that a device was counted again, are each written once. */
async function guards(db: Db): Promise<void> {
  await refuse(db, 'sealed_count_stands', 'sealed_counts', 'update', `old.opened_at is not null or ${kept(COUNT)}`)
  await refuse(db, 'sealed_count_not_deleted', 'sealed_counts', 'delete', '1 = 1')
  await refuse(db, 'sealed_line_stands', 'sealed_lines', 'update', `old.again_at is not null or ${kept(LINE)}`)
  await refuse(db, 'sealed_line_not_deleted', 'sealed_lines', 'delete', '1 = 1')
}

async function refuse(db: Db, name: string, table: string, when: 'update' | 'delete', condition: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on ${table} for each row
      when ${condition} begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    if ${condition} then raise exception 'append-only'; end if;
    return ${when === 'delete' ? 'old' : 'new'}; end $$`)
  await run(`create trigger ${name} before ${when} on ${table} for each row execute function ${name}()`)
}
