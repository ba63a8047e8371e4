import { dayOf } from '../../src/calendar/days.ts'

/** `staff only` is an INSET day: open to adults, without pupils. */
export type DayKind = 'open' | 'staff only' | 'closed'
export type SchoolYear = { name: string, starts_on: string, ends_on: string, half_terms: [from: string, to: string][] }

const [MONDAY, WEDNESDAY, FRIDAY] = [1, 3, 5]
const years = new Map<number, { year: SchoolYear, kinds: Map<string, DayKind> }>()

/** An English school year by the usual rules, so that any year past or to come has believable terms. */
export function schoolYearOf(day: string): SchoolYear {
  return known(startOf(day)).year
}

export function kindOfDay(day: string): DayKind {
  return known(startOf(day)).kinds.get(day) ?? 'closed'
}

/** The nearest day with staff in, strictly after (or with -1 before) this one. */
export function staffDay(day: string, step: 1 | -1): string {
  let next = addDays(day, step)
  while (kindOfDay(next) === 'closed') next = addDays(next, step)
  return next
}

/** Every day with staff in between two instants (both included). */
export function staffDays(from: Date, until: Date): string[] {
  const days: string[] = []
  const last = dayOf(until)
  for (let day = staffDay(addDays(dayOf(from), -1), 1); day <= last; day = staffDay(day, 1)) days.push(day)
  return days
}

function startOf(day: string): number {
  const year = Number(day.slice(0, 4))
  return day.slice(5) < '09-01' ? year - 1 : year
}

function known(start: number) {
  let found = years.get(start)
  if (!found) {
    const year = layOut(start)
    found = { year, kinds: kindsIn(year, start + 1) }
    years.set(start, found)
  }
  return found
}

function layOut(y: number): SchoolYear {
  const z = y + 1
  const autumnBreak = weekday(`${y}-10-31`, MONDAY, -1)
  const springBreak = weekday(`${z}-02-12`, MONDAY, 1)
  const easterBreak = startOfEasterBreak(z)
  const mayBreak = weekday(`${z}-05-31`, MONDAY, -1)
  return {
    name: `${y}/${String(z).slice(2)}`,
    starts_on: `${y}-09-01`,
    ends_on: `${z}-08-31`,
    half_terms: [
      [workday(`${y}-09-01`), addDays(autumnBreak, -3)],
      [addDays(autumnBreak, 7), weekday(`${y}-12-22`, FRIDAY, -1)],
      [workday(`${z}-01-04`), addDays(springBreak, -3)],
      [addDays(springBreak, 7), addDays(easterBreak, -3)],
      [addDays(easterBreak, 14), addDays(mayBreak, -3)],
      [addDays(mayBreak, 7), weekday(`${z}-07-19`, WEDNESDAY, 1)],
    ],
  }
}

function kindsIn(year: SchoolYear, z: number): Map<string, DayKind> {
  const [autumn, winter, spring, , , summer] = year.half_terms.map(([from]) => from)
  const easter = easterOf(z)
  const holidays = [addDays(easter, -2), addDays(easter, 1), weekday(`${z}-05-01`, MONDAY, 1)]
  const inset = [autumn!, workday(addDays(autumn!, 1)), winter!, spring!, summer!]
  const kinds = new Map<string, DayKind>()
  for (const [from, to] of year.half_terms) {
    for (let day = from; day <= to; day = workday(addDays(day, 1))) {
      if (!holidays.includes(day)) kinds.set(day, inset.includes(day) ? 'staff only' : 'open')
    }
  }
  return kinds
}

/** Two weeks that hold an early Easter; a late one falls in term, with its two bank holidays. */
function startOfEasterBreak(z: number): string {
  const goodFridayWeek = addDays(easterOf(z), -6)
  return goodFridayWeek <= `${z}-04-07` ? goodFridayWeek : weekday(`${z}-04-01`, MONDAY, 1)
}

/** Western Easter Sunday (the Gregorian computus). */
function easterOf(year: number): string {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const moon = (19 * golden + century - Math.floor(century / 4) -
    Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(year % 100 / 4) - moon - year % 4) % 7
  const late = Math.floor((golden + 11 * moon + 22 * week) / 451)
  return addDays(`${year}-03-22`, moon + week - 7 * late)
}

/** The day itself if it is that weekday (1 is Monday), else the nearest one after or before it. */
function weekday(day: string, wanted: number, step: 1 | -1): string {
  return weekdayOf(day) === wanted ? day : weekday(addDays(day, step), wanted, step)
}

function workday(day: string): string {
  return weekdayOf(day) % 6 === 0 ? workday(addDays(day, 1)) : day
}

export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay()
}

/** Days as days, without clocks or zones: the calendar's own is many times slower, and a story has thousands. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
