import { type Kysely, sql, SqliteAdapter } from 'kysely'

/** A permission may also be to borrow in school at all: for a person, without naming devices. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('approvals').addColumn('in_school', 'integer', (c) => c.notNull().defaultTo(0)
    .check(sql`in_school in (0, 1) and (in_school = 0 or (type_id is null and trip_id is null and carries_personal_data = 0 and video_calls = 0))`)).execute()
  await sql`create index approvals_by_asker on approvals (asked_by_id, id) where asked_by_id <> person_id`.execute(db)
  await refuse(db)
}

const RULE = 'new.in_school is distinct from old.in_school'

async function refuse(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger approvals_in_school_kept before update on approvals for each row when ${RULE} begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create function approvals_in_school_kept() returns trigger language plpgsql as $$ begin
    if ${RULE} then raise exception 'append-only'; end if; return new; end $$`)
  await run('create trigger approvals_in_school_kept before update on approvals for each row execute function approvals_in_school_kept()')
}
