import { sql } from 'kysely'
import type { Db } from '../database/open.ts'

const DAY = 24 * 3600_000

/** What is kept only for a while, by which column, and for how many days after it. */
const KEPT: readonly (readonly [table: string, column: string, days: number])[] = [
  ['sessions', 'ends_at', 0],
  ['provider_arrivals', 'ends_at', 0],
  ['half_sign_ins', 'ends_at', 0],
  ['form_keys', 'at', 2],
  ['check_files', 'at', 1],
  ['desk_scans', 'answered_at', 7],
  ['password_links', 'ends_at', 7],
  ['outbox', 'created_at', 30],
]

/** Throws away what has had its time; nothing of the book is among it. */
export async function tidyUp(db: Db, now: Date): Promise<void> {
  for (const [table, column, days] of KEPT) {
    const before = new Date(now.getTime() - days * DAY).toISOString()
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} < ${before}`.execute(db)
  }
}
