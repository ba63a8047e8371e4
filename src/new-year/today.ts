import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { addDays, dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import { plannedYear, stateOf } from './rules.ts'
import { findLatestPlan } from './store.ts'

const SHOWN_DAYS_AFTER = 30

/** `state` null: nobody has begun; `left`: how many lines a plan in effect left undone. */
export type TodayNewYear = { year: string, starts_on: string, state: 'draft' | 'in effect' | null, left: number }

/** To the lead and the head, in its season alone, and then one narrow query; a plan that is ready needs nothing. */
export async function newYearFor(db: Db, { roles }: Account, { new_year_from }: Settings, now: Date): Promise<TodayNewYear | null> {
  const today = dayOf(now)
  const year = can(roles, 'see-new-year') ? plannedYear(today, new_year_from) : null
  if (!year || today > addDays(year.starts_on, SHOWN_DAYS_AFTER)) return null
  const latest = await findLatestPlan(db)
  const plan = latest?.school_year === year.name ? latest : null
  const state = plan && stateOf(plan)
  const left = Number(plan?.left_lines ?? 0)
  if (state === 'ready' || (state === 'in effect' && left === 0) || (state === null && today >= year.starts_on)) return null
  return { year: year.name, starts_on: year.starts_on, state, left }
}
