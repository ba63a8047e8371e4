import { addDays, dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { listOutstanding } from './outstanding.ts'
import { FIRST_TOLD_DAYS, type Leaving, stillWith } from './rules.ts'
import { listBetween, listGoneWith } from './store.ts'

/** Who leaves soon, or has left, and what the checklist says of them; what that is, is asked only where somebody does. */
export async function leavingFor(db: Db, now: Date): Promise<Leaving[]> {
  const today = dayOf(now)
  const leavers = [...await listGoneWith(db, today), ...await listBetween(db, today, addDays(today, FIRST_TOLD_DAYS))]
  return stillWith(leavers, await listOutstanding(db, leavers.map(({ id }) => id), today))
}
