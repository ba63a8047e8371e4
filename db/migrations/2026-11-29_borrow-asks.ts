import { type Kysely, sql, SqliteAdapter } from 'kysely'

/** Somebody asks whoever looks after a device to lend it: yes, no, or later. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('borrow_asks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id'))
    .addColumn('keeper_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('asker_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('until_day', 'text', (c) => c.notNull())
    .addColumn('asked_at', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.check(sql`answer in ('yes', 'no', 'later')`))
    .addColumn('answer_words', 'text', (c) => c.notNull())
    .addColumn('answered_at', 'text')
    .addColumn('answered_by_id', 'text')
    .addColumn('granted_until', 'text')
    .addColumn('ended_at', 'text')
    .addCheckConstraint('borrow_ask_answered_whole', sql`(answer is null) = (answered_at is null)`)
    .addCheckConstraint('borrow_ask_granted_until', sql`(granted_until is not null) = (coalesce(answer, '') = 'yes')`)
    .addCheckConstraint('borrow_ask_of_somebody_else', sql`keeper_id <> asker_id`)
    .execute()
  const open = `ended_at is null and (answer is null or answer = 'later')`
  for (const index of [
    `unique index one_open_borrow_ask on borrow_asks (device_id, asker_id) where ${open}`,
    `index borrow_asks_open on borrow_asks (keeper_id, id) where ${open}`,
    `index borrow_asks_yes on borrow_asks (asker_id, device_id) where answer = 'yes' and ended_at is null`,
    'index borrow_asks_by_asker on borrow_asks (asker_id, answered_at)',
    'index borrow_asks_answered on borrow_asks (answered_at) where answered_at is not null',
  ]) await sql.raw(`create ${index}`).execute(db)
  await refuse(db)
}

const ASKED = ['id', 'device_id', 'keeper_id', 'asker_id', 'why', 'until_day', 'asked_at']
const ANSWERED = ['answer', 'answer_words', 'answered_at', 'answered_by_id', 'granted_until']
const changes = (columns: string[]) => columns.map((column) => `new.${column} is distinct from old.${column}`).join(' or ')

/** What was asked stays; yes and no are said once, and nothing is answered any more that has ended. */
const RULE = `${changes(ASKED)} or ((old.answer in ('yes', 'no') or old.ended_at is not null) and (${changes(ANSWERED)}))
  or (old.ended_at is not null and ${changes(['ended_at'])})`

async function refuse(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger borrow_asks_kept before update on borrow_asks for each row when ${RULE} begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create function borrow_asks_kept() returns trigger language plpgsql as $$ begin
    if ${RULE} then raise exception 'append-only'; end if; return new; end $$`)
  await run('create trigger borrow_asks_kept before update on borrow_asks for each row execute function borrow_asks_kept()')
}
