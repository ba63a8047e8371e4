import { type Kysely, sql, SqliteAdapter } from 'kysely'

/** The termly review of who may do what: one line for each yes and each removal, kept as it was; and when each account was last used. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('sign_ins')
    .addColumn('account_id', 'text', (c) => c.primaryKey().references('accounts.id').onDelete('cascade'))
    .addColumn('last_at', 'text', (c) => c.notNull())
    .execute()
  await sql`insert into sign_ins (account_id, last_at) select account_id, max(created_at) from sessions group by account_id`.execute(db)
  await db.schema.createTable('access_review_lines')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('term', 'text', (c) => c.notNull())
    .addColumn('term_name', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('roles', 'text', (c) => c.notNull())
    .addColumn('account_since', 'text', (c) => c.notNull())
    .addColumn('last_used_at', 'text')
    .addColumn('decision', 'text', (c) => c.notNull().check(sql`decision in ('confirmed', 'roles taken', 'closed')`))
    .addColumn('decided_at', 'text', (c) => c.notNull())
    .addColumn('decided_by_id', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('access_review_by_account').on('access_review_lines').columns(['account_id', 'term']).execute()
  await db.schema.createIndex('access_review_by_term').on('access_review_lines').columns(['term', 'decided_at']).execute()
  for (const when of ['update', 'delete']) await refuse(db, when)
}

async function refuse(db: Kysely<unknown>, when: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  const [name, table] = [`access_review_no_${when}`, 'access_review_lines']
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on ${table} for each row begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin raise exception 'append-only'; end $$`)
  await run(`create trigger ${name} before ${when} on ${table} for each row execute function ${name}()`)
}
