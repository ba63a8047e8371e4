import type { SchoolCalendar } from './calendar.ts'
import type { Instant } from './wall-clock.ts'

export type Person = {
  name: string, kind: 'staff' | 'supply' | 'volunteer', roles: ('staff' | 'lead' | 'head' | 'office')[]
  address: string | null, lastDay: string | null
}

export type Device = {
  code: string, type: 'Laptop' | 'iPad', trolley: string | null, keeper: string | null, outOfUse: 'in repair' | 'stolen' | null
  seen: Instant | null
  /** Its last loan ended without anybody having seen it since. */
  unseen: boolean
  /** Its keeper said on this day that it goes home tonight. */
  homeOn: string | null
}

export type Outcome = 'returned' | 'passed on' | 'returned unscanned' | 'lost'

export type Loan = {
  code: string, borrower: string, className: string | null, answers: string, purpose: string
  taken: Instant, due: Instant, returned: Instant | null, outcome: Outcome | null, voided: Instant | null
  /** How often whoever has it has kept it longer. */
  kept: number
}

export type Result = 'in' | 'expected later' | 'off-site' | 'excused' | 'not back'
export type Line = { code: string, result: Result, at: Instant, loan: Loan | null, due: Instant | null, found: Instant | null }
export type Check = {
  day: string, closed: Instant, by: string, counts: Record<Result, number>, lines: Line[]
  later: { closed: Instant, by: string, notBack: number } | null
}

export type Settings = { checkTime: string, fullSweepOn: number | null, minutesBefore: number, longOverdueDays: number }
export type Exception = { code: string, from: string, until: string }

/** Everything the model writes down for itself; people go by name, devices by code. */
export type School = {
  calendar: SchoolCalendar, settings: Settings
  people: Map<string, Person>, devices: Map<string, Device>, exceptions: Exception[]
  loans: Loan[], out: Map<string, Loan>
  checks: Map<string, Check>
  pausedSince: Instant | null
  /** How often each kind of thing was written into the log. */
  log: Map<string, number>
}

export function logged(school: School, verb: string, times = 1): void {
  school.log.set(verb, (school.log.get(verb) ?? 0) + times)
}

export function deviceOf(school: School, code: string): Device {
  return school.devices.get(code)!
}

export function personOf(school: School, name: string): Person {
  return school.people.get(name)!
}

export type Standing = 'in store' | 'out' | 'looked after' | 'out of use'

export function standingOf(school: School, code: string): Standing {
  const { outOfUse, keeper } = deviceOf(school, code)
  if (outOfUse) return 'out of use'
  if (school.out.has(code)) return 'out'
  return keeper ? 'looked after' : 'in store'
}
