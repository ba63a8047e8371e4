import { type Kysely, sql } from 'kysely'

/** Why a letter is not to go: its day was closed, what it asked for is done, or its day has passed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('outbox')
    .addColumn('not_sent_because', 'text', (c) => c.check(sql`not_sent_because in ('closed', 'settled', 'past')`)).execute()
  await sql`update outbox set not_sent_because = 'closed' where sent_at is null and next_try_at is null and tries = 0`.execute(db)
}
