import { addDays, dayOf, instantsOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'

const UNAPPLIED_DAYS = 7
const APPLIED_DAYS = 90

/**
 * Forgets lists that nobody brought in within a week, and after 90 days the lines of those that were (they hold
 * names); from then on such an import cannot be undone.
 */
export async function sweepImports(db: Db, now: Date): Promise<void> {
  const before = (days: number) => instantsOf(addDays(dayOf(now), -days)).from
  await db.deleteFrom('imports').where('state', 'in', ['reading', 'mapping', 'preview', 'failed'])
    .where('created_at', '<', before(UNAPPLIED_DAYS)).execute()
  await db.deleteFrom('import_rows').where('import_id', 'in', (e) => e.selectFrom('imports').select('id')
    .where('state', 'in', ['applied', 'undone']).where('created_at', '<', before(APPLIED_DAYS))).execute()
}
