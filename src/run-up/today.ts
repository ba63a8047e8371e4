import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { type Holiday, seasonOn } from '../calendar/holidays.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import { rulesOf } from './season.ts'
import { findSeason } from './store.ts'

/** `prepare`: what those who prepare the holiday do next; `mine`: how many devices of one's own nobody has answered for. */
export type TodayRunUp = { holiday: Holiday, mine: number, prepare: { unanswered: number, count_id: string | null, open_again: boolean } | null } | null

/** Only in its season is anything asked, and then one query. */
export async function runUpFor(db: Db, { person_id, roles }: Account, settings: Settings, now: Date): Promise<TodayRunUp> {
  const season = seasonOn(dayOf(now), await readCalendar(db), rulesOf(settings))
  if (!season) return null
  const { holiday, phase } = season
  const { unanswered, mine, count_id, opened_at } = (await findSeason(db, holiday.key, person_id))!
  const back = phase === 'back'
  const concerns = !back || (count_id !== null && opened_at === null)
  const prepare = can(roles, 'prepare-holidays') && concerns ? { unanswered: Number(unanswered), count_id, open_again: back } : null
  const own = back ? 0 : Number(mine)
  return prepare || own > 0 ? { holiday, mine: own, prepare } : null
}
