import { type Kysely, sql, SqliteAdapter } from 'kysely'

const KINDS = sql`kind in ('staff', 'supply', 'student', 'governor', 'volunteer', 'visitor')`

/** Versions of the acceptable-use policy, who signed which, and how many of each class's pupils and parents did. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createAgreements(db)
  await createSignatures(db)
  await createCounts(db)
  for (const [name, when, table, rule] of REFUSED) await refuse(db, name, when, table, rule)
}

async function createAgreements(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('agreements')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('pdf', isSqlite(db) ? sql`blob` : 'bytea')
    .addColumn('text_hash', 'text', (c) => c.notNull())
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('renewal', 'text', (c) => c.notNull().check(sql`renewal in ('yearly', 'new version', 'never')`))
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema.createTable('agreement_kinds')
    .addColumn('agreement_id', 'text', (c) => c.notNull().references('agreements.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull().check(KINDS))
    .addPrimaryKeyConstraint('agreement_kinds_key', ['agreement_id', 'kind'])
    .execute()
  await db.schema.createIndex('agreements_by_kind').on('agreement_kinds').column('kind').execute()
}

async function createSignatures(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('signatures')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('agreement_id', 'text', (c) => c.notNull().references('agreements.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('text_hash', 'text', (c) => c.notNull())
    .addColumn('full_name', 'text')
    .addColumn('job_title', 'text', (c) => c.notNull())
    .addColumn('signed_at', 'text', (c) => c.notNull())
    .addColumn('how', 'text', (c) => c.notNull().check(sql`how in ('own account', 'reception', 'paper')`))
    .addColumn('recorded_by_id', 'text')
    .execute()
  await db.schema.createIndex('signatures_by_person').on('signatures').columns(['person_id', 'agreement_id', 'signed_at']).execute()
  await db.schema.createIndex('signatures_by_agreement').on('signatures').column('agreement_id').execute()
  await db.schema.createTable('signing_visits')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('agreement_id', 'text', (c) => c.notNull().references('agreements.id').onDelete('cascade'))
    .addColumn('opened_by_id', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .addColumn('signed_at', 'text')
    .execute()
}

async function createCounts(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('class_agreement_counts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('class_id', 'text', (c) => c.notNull().references('classes.id').onDelete('cascade'))
    .addColumn('about', 'text', (c) => c.notNull().check(sql`about in ('pupils', 'parents')`))
    .addColumn('signed', 'integer', (c) => c.notNull())
    .addColumn('total', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addCheckConstraint('no_more_than_there_are', sql`signed >= 0 and signed <= total`)
    .execute()
  await db.schema.createIndex('class_agreement_counts_by_class').on('class_agreement_counts').columns(['class_id', 'about', 'at']).execute()
}

type When = 'insert' | 'update' | 'delete'

const IS_SIGNED = (id: string) => `exists (select 1 from signatures s where s.agreement_id = ${id})`
const CHANGED = ['id', 'title', 'text', 'pdf', 'text_hash', 'from_day', 'renewal', 'made_at', 'by_id']
  .map((column) => `new.${column} is distinct from old.${column}`).join(' or ')
const MORE_THAN_THE_NAME = ['id', 'agreement_id', 'person_id', 'text_hash', 'job_title', 'signed_at', 'how', 'recorded_by_id']
  .map((column) => `new.${column} is distinct from old.${column}`).join(' or ')

/** What somebody signed stays as it was; of a signature only the typed name can be wiped out. */
const REFUSED: [name: string, when: When, table: string, rule: string][] = [
  ['agreements_kept', 'update', 'agreements', `(${CHANGED}) and ${IS_SIGNED('old.id')}`],
  ['agreement_kinds_not_added', 'insert', 'agreement_kinds', IS_SIGNED('new.agreement_id')],
  ['agreement_kinds_not_changed', 'update', 'agreement_kinds', IS_SIGNED('old.agreement_id')],
  ['agreement_kinds_not_taken', 'delete', 'agreement_kinds', IS_SIGNED('old.agreement_id')],
  ['signatures_kept', 'update', 'signatures', `new.full_name is not null or ${MORE_THAN_THE_NAME}`],
  ['signatures_not_deleted', 'delete', 'signatures', 'true'],
  ['class_counts_kept', 'update', 'class_agreement_counts', 'true'],
]

async function refuse(db: Kysely<unknown>, name: string, when: When, table: string, rule: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  if (isSqlite(db)) {
    await run(`create trigger ${name} before ${when} on ${table} for each row when ${rule}
      begin select raise(abort, 'append-only'); end`)
    return
  }
  const row = when === 'delete' ? 'old' : 'new'
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    if ${rule} then raise exception 'append-only'; end if; return ${row}; end $$`)
  await run(`create trigger ${name} before ${when} on ${table} for each row execute function ${name}()`)
}

function isSqlite(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}
