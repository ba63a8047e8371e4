import { type Kysely, sql } from 'kysely'

/** What a new school starts with is no news to one that has begun: it goes on as it was. */
const AS_BEFORE = { password_known_to: 'false', preset: '"signing-out-book"' }

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [key, value] of Object.entries(AS_BEFORE)) {
    await sql`insert into settings (key, value) select ${key}, ${value} where exists (select 1 from accounts)
      on conflict (key) do nothing`.execute(db)
  }
}
