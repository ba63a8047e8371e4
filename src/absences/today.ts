import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { byAbsence, type Return } from './grouped.ts'
import { type Returns, returnsOn } from './rules.ts'
import { readAwaited } from './read.ts'

/** Returns whose day has passed, for those who arrange them, and what all of them mean today. */
export type TodayReturns = Returns & { late: Return[] }

/** One query of what is open. */
export async function returnsFor(db: Db, { person_id, roles }: Account, now: Date): Promise<TodayReturns> {
  const [today, awaited] = [dayOf(now), await readAwaited(db)]
  const theirs = byAbsence(awaited).filter(({ made_by_id }) => made_by_id === person_id || can(roles, 'arrange-returns'))
  return { ...returnsOn(awaited, today), late: theirs.filter(({ by_day }) => by_day < today) }
}
