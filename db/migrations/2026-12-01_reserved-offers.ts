import { type Kysely, sql } from 'kysely'

/** What is offered to others is found among the few that are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index reservations_offered on reservations (day, starts) where offered_at is not null and cancelled_at is null`.execute(db)
}
