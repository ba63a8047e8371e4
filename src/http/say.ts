import type { DateTime } from 'luxon'
import { addDays, dayOf, local } from '../calendar/days.ts'

export type Say = ReturnType<typeof sayFor>

/** How dates, times and money are said on the screen, as seen from `now`. */
export function sayFor(now: Date) {
  const today = dayOf(now)
  return {
    /** "today 3:20 pm", "tomorrow 8:40 am", "Mon 3 Nov, 3:20 pm" from UTC ISO. */
    when: (instant: string) => {
      const moment = local(instant)
      const day = moment.toISODate()!
      const named = nameOf(day, today)
      return named ? `${named} ${time(moment)}` : `${dayName(moment, today)}, ${time(moment)}`
    },
    time: (instant: string) => time(local(instant)),
    /** "today", "Mon 3 Nov", "3 Nov 2025" from YYYY-MM-DD. */
    day: (day: string) => nameOf(day, today) ?? dayName(local(day), today),
    fullDay: (day: string) => local(day).setLocale('en-GB').toFormat('cccc d LLLL yyyy'),
    /** "£1,249.00" from pence. */
    pounds: (pence: number) => new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' }).format(pence / 100),
    count: (number: number, one: string, many = `${one}s`) => `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`,
    number: (number: number) => number.toLocaleString('en-GB'),
  }
}

function nameOf(day: string, today: string): string | null {
  if (day === today) return 'today'
  if (day === addDays(today, 1)) return 'tomorrow'
  return day === addDays(today, -1) ? 'yesterday' : null
}

function time(moment: DateTime): string {
  return moment.setLocale('en-GB').toFormat('h:mm a').toLowerCase()
}

function dayName(moment: DateTime, today: string): string {
  const near = Math.abs(moment.diff(local(today), 'days').days) < 180
  return moment.setLocale('en-GB').toFormat(near ? 'ccc d LLL' : 'd LLL yyyy')
}
