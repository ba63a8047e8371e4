import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { lockEnds, MOST_FAILURES } from './rules.ts'

/** What is guessed at: a table with `failures` and `locked_until`, and the column that says whose row it is. */
export type Guessed = 'pins' | 'authenticators'

const OWNER: Record<Guessed, string> = { pins: 'person_id', authenticators: 'account_id' }

/**
 * Counts a try before it is looked at, so that many at once are no way around the limit; the last one allowed locks it at the
 * same stroke. Undefined when it is locked or not there.
 */
export async function countTry(db: Db, what: Guessed, owner: string, now: Date): Promise<{ locked_until: string | null } | undefined> {
  const { rows } = await sql<{ locked_until: string | null }>`update ${sql.table(what)} set
    failures = case when locked_until is not null then 1 else failures + 1 end,
    locked_until = case when locked_until is null and failures >= ${sql.lit(MOST_FAILURES - 1)} then ${lockEnds(now)} end
    where ${sql.ref(OWNER[what])} = ${owner} and (locked_until is null or locked_until <= ${now.toISOString()})
    returning locked_until`.execute(db)
  return rows[0]
}

export async function forgetTries(db: Db, what: Guessed, owner: string): Promise<void> {
  await db.updateTable(what).set({ failures: 0, locked_until: null }).where(sql.ref(OWNER[what]), '=', owner).execute()
}
