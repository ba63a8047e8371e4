import { at, dayOf, schoolYearOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'

/**
 * Throws away the ledger's lines from before the last school year. What was told of something that is still out is kept
 * however old it is, so that nothing is sent twice.
 */
export async function forgetReminders(db: Db, now: Date): Promise<void> {
  const thisYear = schoolYearOf(dayOf(now)).starts_on
  const before = at(`${Number(thisYear.slice(0, 4)) - 1}${thisYear.slice(4)}`, '00:00')
  const out = db.selectFrom('loans').select('id').where('returned_at', 'is', null).where('voided_at', 'is', null)
  await db.deleteFrom('reminders').where('at', '<', before).where('what', 'not in', out).execute()
}
