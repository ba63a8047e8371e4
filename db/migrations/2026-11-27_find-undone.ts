import { type Kysely, sql, SqliteAdapter } from 'kysely'

const LINE = ['day', 'device_id', 'result', 'at', 'reason', 'exception_id', 'loan_id', 'holder_id', 'answers_id', 'class_id', 'due_at', 'last_seen_at', 'last_place']
const OTHERS = LINE.map((column) => `new.${column} is distinct from old.${column}`).join(' or ')
/** "Found" is written once; undoing the return that wrote it takes it away again. */
const REFUSED = `(old.found_at is not null and new.found_at is not null) or ${OTHERS}`

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run('drop trigger day_check_line_stands')
    await run(`create trigger day_check_line_stands before update on day_check_lines for each row
      when ${REFUSED} begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create or replace function day_check_line_stands() returns trigger language plpgsql as $$ begin
    if ${REFUSED} then raise exception 'append-only'; end if;
    return new; end $$`)
}
