import { type Kysely, sql, SqliteAdapter } from 'kysely'

/** What was handed over with a device that somebody looks after, and what they say of it; until when it is theirs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('allocations').addColumn('until_day', 'text').execute()
  await sql`create index allocations_until_day on allocations (until_day) where until_at is null and until_day is not null`.execute(db)
  await db.schema.createTable('handovers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('allocation_id', 'text', (c) => c.notNull().references('allocations.id'))
    .addColumn('way', 'text', (c) => c.notNull().check(sql`way in ('given', 'handed back')`))
    .addColumn('condition', 'text', (c) => c.notNull())
    .addColumn('charger', 'integer', (c) => c.notNull().check(sql`charger in (0, 1)`))
    .addColumn('bag', 'integer', (c) => c.notNull().check(sql`bag in (0, 1)`))
    .addColumn('goes_home', 'integer', (c) => c.notNull().check(sql`goes_home in (0, 1)`))
    .addColumn('approval_id', 'text', (c) => c.references('approvals.id'))
    .addColumn('given_at', 'text', (c) => c.notNull())
    .addColumn('given_by_id', 'text')
    .addColumn('answer', 'text', (c) => c.check(sql`answer in ('as described', 'not as described')`))
    .addColumn('answer_words', 'text', (c) => c.notNull())
    .addColumn('answered_at', 'text')
    .addColumn('answered_how', 'text', (c) => c.check(sql`answered_how in ('own account', 'badge and PIN')`))
    .addColumn('closed_at', 'text')
    .addCheckConstraint('handover_answered_whole', sql`(answer is null) = (answered_at is null) and (answer is null) = (answered_how is null)`)
    .execute()
  await db.schema.createIndex('handovers_by_allocation').on('handovers').columns(['allocation_id', 'id']).execute()
  await sql`create index handovers_open on handovers (allocation_id) where closed_at is null and coalesce(answer, '') <> 'as described'`.execute(db)
  await refuse(db, 'handovers_kept', 'update', RULE)
  await refuse(db, 'handovers_not_deleted', 'delete', 'true')
}

const GIVEN = ['id', 'allocation_id', 'way', 'condition', 'charger', 'bag', 'goes_home', 'approval_id', 'given_at', 'given_by_id']
const ANSWERED = ['answer', 'answer_words', 'answered_at', 'answered_how']
const changes = (columns: string[]) => columns.map((column) => `new.${column} is distinct from old.${column}`).join(' or ')

/** What was written stays; it is answered once and closed once, and not answered any more when it is closed. */
const RULE = `${changes(GIVEN)} or ((old.answered_at is not null or old.closed_at is not null) and (${changes(ANSWERED)}))
  or (old.closed_at is not null and ${changes(['closed_at'])})`

async function refuse(db: Kysely<unknown>, name: string, when: 'update' | 'delete', rule: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on handovers for each row when ${rule} begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    if ${rule} then raise exception 'append-only'; end if; return ${when === 'delete' ? 'old' : 'new'}; end $$`)
  await run(`create trigger ${name} before ${when} on handovers for each row execute function ${name}()`)
}
