import { type Kysely, sql, SqliteAdapter } from 'kysely'

type Db = Kysely<unknown>

/** The end-of-day check (M5): one row a day that was closed, a line for whatever was not in, and what the head excused. */
export async function up(db: Db): Promise<void> {
  await exceptions(db)
  await checks(db)
  await lines(db)
  await guards(db)
}

async function exceptions(db: Db): Promise<void> {
  await db.schema.createTable('exceptions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id').onDelete('cascade'))
    .addColumn('reason', 'text', (c) => c.notNull().check(sql`length(reason) > 0`))
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('until_day', 'text', (c) => c.notNull())
    .addColumn('signed_by_id', 'text', (c) => c.notNull())
    .addColumn('signed_at', 'text', (c) => c.notNull())
    .addColumn('ended_at', 'text')
    .addCheckConstraint('exception_in_order', sql`from_day <= until_day`)
    .execute()
  await db.schema.createIndex('exceptions_by_end').on('exceptions').columns(['until_day', 'id'])
    .where(sql.ref('ended_at'), 'is', null).execute()
}

async function checks(db: Db): Promise<void> {
  await db.schema.createTable('day_checks')
    .addColumn('day', 'text', (c) => c.primaryKey())
    .addColumn('closed_at', 'text', (c) => c.notNull())
    .addColumn('closed_by_id', 'text', (c) => c.notNull())
    .addColumn('full_sweep', 'integer', (c) => c.notNull().check(sql`full_sweep in (0, 1)`))
    .addColumn('in_count', 'integer', (c) => c.notNull())
    .addColumn('later_count', 'integer', (c) => c.notNull())
    .addColumn('off_site_count', 'integer', (c) => c.notNull())
    .addColumn('excused_count', 'integer', (c) => c.notNull())
    .addColumn('not_back_count', 'integer', (c) => c.notNull())
    .addColumn('later_closed_at', 'text')
    .addColumn('later_closed_by_id', 'text')
    .addColumn('later_not_back_count', 'integer')
    .execute()
}

async function lines(db: Db): Promise<void> {
  await db.schema.createTable('day_check_lines')
    .addColumn('day', 'text', (c) => c.notNull().references('day_checks.day'))
    .addColumn('device_id', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull()
      .check(sql`result in ('expected later', 'off-site', 'excused', 'not back')`))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('exception_id', 'text')
    .addColumn('loan_id', 'text')
    .addColumn('holder_id', 'text')
    .addColumn('answers_id', 'text')
    .addColumn('class_id', 'text')
    .addColumn('due_at', 'text')
    .addColumn('last_seen_at', 'text')
    .addColumn('last_place', 'text')
    .addColumn('found_at', 'text')
    .addPrimaryKeyConstraint('day_check_lines_pk', ['day', 'device_id', 'result'])
    .execute()
  await db.schema.createIndex('open_not_back').on('day_check_lines').columns(['device_id', 'at'])
    .where(sql.ref('result'), '=', sql.lit('not back')).where(sql.ref('found_at'), 'is', null).execute()
  await db.schema.createIndex('found_again').on('day_check_lines').columns(['found_at'])
    .where(sql.ref('found_at'), 'is not', null).execute()
}

const kept = (columns: string[]) => columns.map((column) => `new.${column} is distinct from old.${column}`).join(' or ')

const CHECK = ['day', 'closed_at', 'closed_by_id', 'full_sweep', 'in_count', 'later_count', 'off_site_count', 'excused_count', 'not_back_count']
const LINE = ['day', 'device_id', 'result', 'at', 'reason', 'exception_id', 'loan_id', 'holder_id', 'answers_id', 'class_id', 'due_at', 'last_seen_at', 'last_place']

/** What was closed stands: only the second close and "found" are written into it afterwards, each once. */
async function guards(db: Db): Promise<void> {
  await refuse(db, 'day_check_stands', 'day_checks', 'update', `old.later_closed_at is not null or ${kept(CHECK)}`)
  await refuse(db, 'day_check_not_deleted', 'day_checks', 'delete', '1 = 1')
  await refuse(db, 'day_check_line_stands', 'day_check_lines', 'update', `old.found_at is not null or ${kept(LINE)}`)
  await refuse(db, 'day_check_line_not_deleted', 'day_check_lines', 'delete', '1 = 1')
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
