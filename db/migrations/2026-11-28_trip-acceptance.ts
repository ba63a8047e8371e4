import { type Kysely, sql, SqliteAdapter } from 'kysely'

const TRIP = ['id', 'leader_id', 'name', 'place', 'first_day', 'last_day', 'made_at', 'made_by_id']
const ACCEPTED = ['accepted_at', 'accepted_by_id', 'acceptance_id']
const changes = (columns: string[]) => columns.map((column) => `new.${column} is distinct from old.${column}`).join(' or ')
const REFUSED = `${changes(TRIP)} or (old.accepted_at is not null and (${changes(ACCEPTED)}))`

/** A trip's one acceptance of the terms is the one that its loans name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  await db.schema.alterTable('trips').addColumn('acceptance_id', 'text', (c) => c.references('terms_acceptances.id')).execute()
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run('drop trigger trips_kept')
    await run(`create trigger trips_kept before update on trips for each row when ${REFUSED} begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create or replace function trips_kept() returns trigger language plpgsql as $$ begin
    if ${REFUSED} then raise exception 'append-only'; end if; return new; end $$`)
}
