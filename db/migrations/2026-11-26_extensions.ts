import { type Kysely, sql, SqliteAdapter } from 'kysely'

/** Every time that something was let out for longer: who let it, and both due times. Append-only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('loan_extensions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('loan_id', 'text', (c) => c.notNull().references('loans.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('due_before', 'text', (c) => c.notNull())
    .addColumn('due_after', 'text', (c) => c.notNull())
    .addCheckConstraint('extended_later', sql`due_after > due_before`)
    .execute()
  await db.schema.createIndex('extensions_by_loan').on('loan_extensions').column('loan_id').execute()
  for (const when of ['update', 'delete'] as const) await refuse(db, when)
}

async function refuse(db: Kysely<unknown>, when: 'update' | 'delete'): Promise<void> {
  const name = `loan_extensions_not_${when}d`
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on loan_extensions for each row
      begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    raise exception 'append-only'; end $$`)
  await run(`create trigger ${name} before ${when} on loan_extensions for each row execute function ${name}()`)
}
