import { type Calendar, halfTermAfter, nextStaffDay, nthStaffDay, previousStaffDay } from './calendar.ts'
import { addDays, daysFrom } from './days.ts'
import { lastOpenDay } from './due.ts'

/** Days without staff in, from the one after `last_day` to the one before `first_day_back`; all YYYY-MM-DD. */
export type Holiday = {
  /** Says which holiday it is, also when the calendar moves its days a little: the month of its last school day, YYYY-MM. */
  key: string
  name: string
  last_day: string, first_day_back: string
}

/** `longer_than`: a holiday of more closed days than this is long; the summer always is. `school_days`: how long before it the run-up begins. */
export type RunUpRules = { longer_than: number, school_days: number }

/** Where a day stands to the long holiday next to it; `from` is the first day of the run-up. */
export type Season = { holiday: Holiday, phase: 'before' | 'holiday' | 'back', from: string }

const SCHOOL_DAYS_BACK = 5

/** The run-up to a long holiday, the holiday itself, or the first school days after it; null on every other day. */
export function seasonOn(day: string, calendar: Calendar, rules: RunUpRules): Season | null {
  return comingSeason(day, calendar, rules) ?? pastSeason(day, calendar, rules)
}

function comingSeason(day: string, calendar: Calendar, rules: RunUpRules): Season | null {
  let last = lastOpenDay(day, calendar)
  for (let ahead = 0; ahead < rules.school_days; ahead++) {
    const holiday = longHolidayAfter(last, calendar, rules)
    if (holiday) return { holiday, phase: day <= last ? 'before' : 'holiday', from: runUpFrom(holiday, calendar, rules) }
    last = nextStaffDay(last, calendar)
  }
  return null
}

function pastSeason(day: string, calendar: Calendar, rules: RunUpRules): Season | null {
  let first = lastOpenDay(day, calendar)
  for (let behind = 0; behind < SCHOOL_DAYS_BACK; behind++) {
    const last = previousStaffDay(first, calendar)
    const holiday = longHolidayAfter(last, calendar, rules)
    if (holiday) return { holiday, phase: 'back', from: runUpFrom(holiday, calendar, rules) }
    first = last
  }
  return null
}

const FURTHEST = 300

/** The next long holiday that has not begun, with the day its run-up begins; null where the calendar has none. */
export function nextRunUp(day: string, calendar: Calendar, rules: RunUpRules): { holiday: Holiday, from: string } | null {
  let last = lastOpenDay(day, calendar)
  for (let ahead = 0; ahead < FURTHEST; ahead++) {
    const holiday = longHolidayAfter(last, calendar, rules)
    if (holiday && holiday.last_day >= day) return { holiday, from: runUpFrom(holiday, calendar, rules) }
    last = nextStaffDay(last, calendar)
  }
  return null
}

function runUpFrom({ last_day }: Holiday, calendar: Calendar, { school_days }: RunUpRules): string {
  let from = last_day
  for (let back = 1; back < school_days; back++) from = previousStaffDay(from, calendar)
  return from
}

/** The holiday that begins after a day with staff in, if it is a long one. */
function longHolidayAfter(last_day: string, calendar: Calendar, { longer_than }: RunUpRules): Holiday | null {
  const first_day_back = nextStaffDay(last_day, calendar)
  const closed = daysFrom(addDays(last_day, 1), addDays(first_day_back, -1))
  const name = nameOf(closed)
  if (name !== SUMMER && closed.length <= longer_than) return null
  return { key: last_day.slice(0, 7), name, last_day, first_day_back }
}

const SUMMER = 'summer holiday'

/** A weekend in August of a school that has not entered its half-terms is no summer. */
function nameOf(closed: string[]): string {
  const has = (date: RegExp) => closed.some((day) => date.test(day))
  if (closed.length > 7 && has(/-08-/)) return SUMMER
  if (has(/-12-25$/)) return 'Christmas holiday'
  return has(/-0[34]-/) ? 'Easter holiday' : 'half-term holiday'
}

/** Until when a check or permission has to count over a holiday: the fifth school day of the next half-term, or of the time after it (M6, M9). */
export function countsTo({ last_day, first_day_back }: Holiday, calendar: Calendar): string {
  return nthStaffDay(halfTermAfter(last_day, calendar)?.first_day ?? first_day_back, SCHOOL_DAYS_BACK, calendar)
}
