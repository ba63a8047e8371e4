import { type Calendar, isStaffDay, timesOn } from '../calendar/calendar.ts'
import { at, dayOf, weekdayOf } from '../calendar/days.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import type { Row } from '../database/tables.ts'

/** Where a keeper's "it goes with me" is written down as the place of a sighting. */
export const GOING = 'going with its keeper'

export type Exception = Pick<Row<'exceptions'>, 'id' | 'device_id' | 'reason' | 'until_day'>

/** A device in use at the end of a day; instants UTC ISO. `last_back_at` is when its last ended loan ended. */
export type DayFacts = CustodyFacts & { last_seen_at: string | null, last_place: string | null, last_back_at: string | null }

/**
 * `after`: what is due later than this is expected later. `full_sweep`: only what was seen today counts as in.
 * `standing_yes`: what an adult looks after goes home with them unasked.
 */
export type Today = { day: string, after: string, full_sweep: boolean, standing_yes: boolean }

/** `reason` is a code: `in repair`, `lost`, `stolen`, `exception`, `return arranged`, `loan`, `keeper`, `standing yes`. */
export type Reckoned =
  | { result: 'in' | 'expected later' | 'not back', reason: null }
  | { result: 'off-site' | 'excused', reason: string }

/**
 * How one device counts at the end of a day (M5): in goes before off-site, excused, expected later and not back. `returns`:
 * whoever has it is away, and its return is arranged by a day that has not passed (M14).
 */
export function reckon(device: DayFacts, exception: Exception | undefined, today: Today, returns = false): Reckoned {
  if (device.because) return { result: 'excused', reason: device.because }
  if (isIn(device, today)) return { result: 'in', reason: null }
  const away = awayBecause(device, today)
  if (away) return { result: 'off-site', reason: away }
  if (exception) return { result: 'excused', reason: 'exception' }
  if (returns) return { result: 'excused', reason: 'return arranged' }
  return { result: isExpected(device, today) ? 'expected later' : 'not back', reason: null }
}

/**
 * Returned or seen in the suite today; on a day without a full sweep also what lies in store and has not been out since
 * it was last seen. What is booked out is in only when it is brought back, what an adult looks after only when seen.
 */
function isIn(device: DayFacts, { day, full_sweep }: Today): boolean {
  if (device.loan_id) return false
  const { last_seen_at, last_place, last_back_at, keeper_id } = device
  if (last_place === GOING) return false
  if (last_seen_at !== null && dayOf(last_seen_at) === day && last_seen_at >= (last_back_at ?? '')) return true
  if (full_sweep || keeper_id) return false
  return last_back_at === null || (last_seen_at !== null && last_seen_at >= last_back_at)
}

function awayBecause(device: DayFacts, { day, after, standing_yes }: Today): string | null {
  if (device.loan_id) return device.off_site && device.due_at! > after ? 'loan' : null
  if (!device.keeper_id) return null
  if (device.last_place === GOING && dayOf(device.last_seen_at!) === day) return 'keeper'
  return standing_yes ? 'standing yes' : null
}

function isExpected({ loan_id, due_at }: DayFacts, { after }: Today): boolean {
  return loan_id !== null && due_at! > after
}

/** At the second close: of what was expected later, that which was due today and is not in is not back either. */
export function isMissed(device: DayFacts, { result }: Reckoned, { day }: Today): boolean {
  if (result === 'not back') return true
  return result === 'expected later' && dayOf(device.due_at!) === day
}

/** When a day's check is held, UTC ISO: as much earlier than usual as the day ends earlier than its weekday does. */
export function checkMoment(day: string, checkAt: string, calendar: Calendar): string {
  const usual = calendar.week[weekdayOf(day) - 1]?.ends ?? timesOn(day, calendar).ends
  const early = Math.max(0, Date.parse(at(day, usual)) - Date.parse(at(day, timesOn(day, calendar).ends)))
  return new Date(Date.parse(at(day, checkAt)) - early).toISOString()
}

type Rules = { check_time: string, full_sweep_weekday: number | null, keepers_standing_yes: boolean }

/** What counts today, or null on a day when the school is closed to staff: then there is no check. */
export function todayOf(now: Date, rules: Rules, calendar: Calendar): Today | null {
  const day = dayOf(now)
  if (!isStaffDay(day, calendar)) return null
  const moment = checkMoment(day, rules.check_time, calendar)
  const [held, said] = [now.toISOString(), moment]
  return {
    day, after: held > said ? held : said, full_sweep: rules.full_sweep_weekday === weekdayOf(day),
    standing_yes: rules.keepers_standing_yes,
  }
}

/** From when the check may be closed: the end of that school day, UTC ISO. */
export function closesFrom(day: string, calendar: Calendar): string {
  return at(day, timesOn(day, calendar).ends)
}

type Grouped = Pick<CustodyFacts, 'class_id' | 'class_name' | 'borrower_id' | 'borrower' | 'keeper_id' | 'keeper' | 'answers_id' | 'answers'>
export type Group<T> = { class_name: string | null, adult: string | null, answers: string | null, devices: T[] }

/** By class and adult, in the order of their names; what nobody has stands last. */
export function groupByHolder<T extends Grouped>(devices: readonly T[]): Group<T>[] {
  const groups = new Map<string, Group<T>>()
  for (const device of devices) {
    const key = `${device.class_id}|${device.borrower_id ?? device.keeper_id}|${device.answers_id}`
    const adult = device.borrower ?? device.keeper
    const answers = device.answers_id === device.borrower_id ? null : device.answers
    const group = groups.get(key) ?? { class_name: device.class_name, adult, answers, devices: [] }
    group.devices.push(device)
    groups.set(key, group)
  }
  return [...groups.values()].toSorted((a, b) => orderOf(a).localeCompare(orderOf(b), 'en-GB'))
}

function orderOf({ class_name, adult }: Group<unknown>): string {
  if (adult === null) return '3'
  return class_name === null ? `2 ${adult}` : `1 ${class_name} ${adult}`
}
