import { addDays, dayOf, timeOf, weekdayOf } from '../calendar/days.ts'

export type Say = ReturnType<typeof sayFor>

/** How dates, times and money are said on the screen, as seen from `now`. */
export function sayFor(now: Date) {
  const days = daysAround(dayOf(now))
  return {
    /** "today 3:20 pm", "tomorrow 8:40 am", "Mon 3 Nov, 3:20 pm" from UTC ISO. */
    when: (instant: string) => {
      const day = dayOf(instant)
      const named = days.named.get(day)
      return named ? `${named} ${time(instant)}` : `${dayName(day, days)}, ${time(instant)}`
    },
    /** "Mon 3 Nov, 3:20 pm" whatever the day: for paper, which is read on another one. */
    dated: (instant: string) => `${dayName(dayOf(instant), days)}, ${time(instant)}`,
    time,
    /** "today", "Mon 3 Nov", "3 Nov 2025" from YYYY-MM-DD. */
    day: (day: string) => days.named.get(day) ?? dayName(day, days),
    fullDay,
    /** "£1,249.00" from pence. */
    pounds: (pence: number) => POUNDS.format(pence / 100),
    count: (number: number, one: string, many = `${one}s`) => `${NUMBER.format(number)} ${number === 1 ? one : many}`,
    number: (number: number) => NUMBER.format(number),
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

/** Made once: each costs more than a page to make. */
const POUNDS = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })
const NUMBER = new Intl.NumberFormat('en-GB')

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
]
/** As British English shortens them. */
const SHORT = MONTHS.map((month) => (month === 'September' ? 'Sept' : month.slice(0, 3)))

/** By hand, as a page of the book says hundreds of them and a localised format costs a tenth of a millisecond. */
function time(instant: string): string {
  const [hour, minute] = timeOf(instant).split(':') as [string, string]
  return `${Number(hour) % 12 || 12}:${minute} ${Number(hour) < 12 ? 'am' : 'pm'}`
}

function dayName(iso: string, { near }: DaysAround): string {
  if (iso <= near.from || iso >= near.until) return datedDay(iso)
  return `${DAYS[weekdayOf(iso) - 1]!.slice(0, 3)} ${Number(iso.slice(8))} ${shortMonth(iso)}`
}

/** "3 Nov 2025" from YYYY-MM-DD. */
export function datedDay(iso: string): string {
  return `${Number(iso.slice(8))} ${shortMonth(iso)} ${iso.slice(0, 4)}`
}

/** "Monday 3 November 2025" from YYYY-MM-DD. */
function fullDay(iso: string): string {
  return `${DAYS[weekdayOf(iso) - 1]} ${Number(iso.slice(8))} ${MONTHS[monthOf(iso)]} ${iso.slice(0, 4)}`
}

/** "Nov" from YYYY-MM-DD. */
export function shortMonth(iso: string): string {
  return SHORT[monthOf(iso)]!
}

function monthOf(iso: string): number {
  return Number(iso.slice(5, 7)) - 1
}
