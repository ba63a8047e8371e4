import type { DateTime } from 'luxon'
import { addDays, dayOf, local } from '../calendar/days.ts'

export type Say = ReturnType<typeof sayFor>

/** How dates, times and money are said on the screen, as seen from `now`. */
export function sayFor(now: Date) {
  const days = daysAround(dayOf(now))
  return {
    /** "today 3:20 pm", "tomorrow 8:40 am", "Mon 3 Nov, 3:20 pm" from UTC ISO. */
    when: (instant: string) => {
      const moment = local(instant)
      const day = moment.toISODate()!
      const named = days.named.get(day)
      return named ? `${named} ${time(moment)}` : `${dayName(moment, days)}, ${time(moment)}`
    },
    /** "Mon 3 Nov, 3:20 pm" whatever the day: for paper, which is read on another one. */
    dated: (instant: string) => `${dayName(local(instant), days)}, ${time(local(instant))}`,
    time: (instant: string) => time(local(instant)),
    /** "today", "Mon 3 Nov", "3 Nov 2025" from YYYY-MM-DD. */
    day: (day: string) => days.named.get(day) ?? dayName(local(day), days),
    fullDay: (day: string) => local(day).setLocale('en-GB').toFormat('cccc d LLLL yyyy'),
    /** "£1,249.00" from pence. */
    pounds: (pence: number) => new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' }).format(pence / 100),
    count: (number: number, one: string, many = `${one}s`) => `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`,
    number: (number: number) => number.toLocaleString('en-GB'),
  }
}

type DaysAround = { today: string, named: Map<string, string>, near: { from: string, until: string } }

let known: DaysAround | undefined

/** Worked out once a day: the days that have a name, and those near enough to be said without their year. */
function daysAround(today: string): DaysAround {
  if (known?.today === today) return known
  const named = new Map([[today, 'today'], [addDays(today, 1), 'tomorrow'], [addDays(today, -1), 'yesterday']])
  known = { today, named, near: { from: addDays(today, -180), until: addDays(today, 180) } }
  return known
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

/** By hand, as a page of the book says hundreds of them and a localised format costs a tenth of a millisecond. */
function time({ hour, minute }: DateTime): string {
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`
}

function dayName(moment: DateTime, { near }: DaysAround): string {
  const iso = moment.toISODate()!
  const day = `${moment.day} ${MONTHS[moment.month - 1]}`
  return iso > near.from && iso < near.until ? `${DAYS[moment.weekday - 1]} ${day}` : `${day} ${moment.year}`
}
