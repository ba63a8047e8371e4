import { createHash } from 'node:crypto'
import { type Kysely, sql, SqliteAdapter } from 'kysely'

/** The terms of due care in their versions, who accepted them, what the head let go all the same, and what held when a device left. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTerms(db)
  await createOverrides(db)
  await createOffSiteLoans(db)
  await writeFirstTerms(db)
  for (const table of KEPT) {
    await refuse(db, table, 'update')
    await refuse(db, table, 'delete')
  }
}

const KEPT = ['terms', 'terms_acceptances', 'off_site_overrides', 'off_site_loans']

async function createTerms(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('terms')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('text_hash', 'text', (c) => c.notNull())
    .addColumn('from_at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .execute()
  await db.schema.createTable('terms_acceptances')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('terms_id', 'text', (c) => c.notNull().references('terms.id'))
    .addColumn('text_hash', 'text', (c) => c.notNull())
    .addColumn('accepted_at', 'text', (c) => c.notNull())
    .addColumn('how', 'text', (c) => c.notNull().check(sql`how in ('own account', 'badge and PIN')`))
    .addColumn('desk_id', 'text')
    .execute()
  await db.schema.createIndex('terms_acceptances_by_person').on('terms_acceptances').columns(['person_id', 'accepted_at']).execute()
}

const FIRST_TERMS = [
  'I keep the device with me or locked away, and never in sight in a parked car.',
  'Only I use it, for the work of the school.',
  'I carry no more data about children on it than the work needs, and clear it off before I bring the device back.',
  'I tell the school at once when it is lost, stolen or damaged, or when somebody may have seen what is on it.',
  'What it costs me at home, such as internet and electricity, I pay myself.',
  'I bring it back by the time agreed, or sooner when the school asks.',
].join('\n')

/** A school begins with terms that it can change. */
async function writeFirstTerms(db: Kysely<unknown>): Promise<void> {
  const text_hash = createHash('sha256').update(FIRST_TERMS).digest('hex')
  await sql`insert into terms (id, text, text_hash, from_at) values ('first', ${FIRST_TERMS}, ${text_hash}, '2000-01-01T00:00:00.000Z')`.execute(db)
}

async function createOverrides(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('off_site_overrides')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('reason', 'text', (c) => c.notNull().check(sql`reason <> ''`))
    .addColumn('until_day', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addCheckConstraint('never_for_oneself', sql`by_id <> person_id`)
    .execute()
  await db.schema.createIndex('off_site_overrides_by_device').on('off_site_overrides').columns(['device_id', 'person_id', 'until_day']).execute()
}

async function createOffSiteLoans(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('off_site_loans')
    .addColumn('loan_id', 'text', (c) => c.primaryKey().references('loans.id'))
    .addColumn('acceptance_id', 'text', (c) => c.notNull().references('terms_acceptances.id'))
    .addColumn('approval_id', 'text')
    .addColumn('check_id', 'text')
    .addColumn('override_id', 'text', (c) => c.references('off_site_overrides.id'))
    .addColumn('overrode', 'text', (c) => c.notNull())
    .addColumn('carries_personal_data', 'integer', (c) => c.notNull().check(sql`carries_personal_data in (0, 1)`))
    .addColumn('video_calls', 'integer', (c) => c.notNull().check(sql`video_calls in (0, 1)`))
    .addCheckConstraint('only_an_override_overrides', sql`override_id is not null or overrode = ''`)
    .execute()
}

async function refuse(db: Kysely<unknown>, table: string, when: 'update' | 'delete'): Promise<void> {
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
