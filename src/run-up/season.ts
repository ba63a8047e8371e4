import type { Calendar } from '../calendar/calendar.ts'
import { at, dayOf } from '../calendar/days.ts'
import { nextRunUp, type RunUpRules, type Season, seasonOn } from '../calendar/holidays.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'

export type RunUp = { calendar: Calendar, season: Season | null, next: { name: string, from: string } | null }

export function rulesOf({ long_holiday_days, run_up_school_days }: Settings): RunUpRules {
  return { longer_than: long_holiday_days, school_days: run_up_school_days }
}

/** Where the school stands today to the long holiday next to it, or when the next run-up begins. */
export async function readRunUp(db: Db, settings: Settings, now: Date): Promise<RunUp> {
  const calendar = await readCalendar(db)
  const season = seasonOn(dayOf(now), calendar, rulesOf(settings))
  const next = season ? null : nextRunUp(dayOf(now), calendar, rulesOf(settings))
  return { calendar, season, next: next && { name: next.holiday.name, from: next.from } }
}

/** From when (UTC ISO) something counts as locked up for a season's holiday. */
export function lockedSince({ from }: Season): string {
  return at(from, '00:00')
}
