import type { Account } from '../auth/account.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { dayOf } from '../calendar/days.ts'
import { termOn } from '../calendar/terms.ts'
import type { Db } from '../database/open.ts'
import { REVIEWERS } from './rules.ts'
import { listReviewers, listUnreviewed } from './store.ts'

export type TodayReview = { term: string, owed: number }

/** To whoever is asked to do it: how many accounts beside one's own nobody has looked at this term. */
export async function reviewFor(db: Db, { person_id, roles }: Account, calendar: Calendar, now: Date): Promise<TodayReview | null> {
  const term = termOn(dayOf(now), calendar)
  if (!term || !roles.some((role) => REVIEWERS.includes(role))) return null
  if (!(await listReviewers(db, dayOf(now))).includes(person_id)) return null
  const owed = (await listUnreviewed(db, term.key, dayOf(now))).filter((one) => one.person_id !== person_id).length
  return owed > 0 ? { term: term.name, owed } : null
}
