import { checkTimeOf } from './calendar.ts'
import { type Check, deviceOf, type Device, type Line, logged, type Result, type School } from './school.ts'
import { dayOf, type Instant, weekdayOf } from './wall-clock.ts'

/** How a device counts at a moment of a school day (domain.md, end-of-day check). */
export function resultOf(school: School, code: string, now: Instant): Result {
  const [device, day] = [deviceOf(school, code), dayOf(now)]
  const loan = school.out.get(code)
  if (device.outOfUse) return 'excused'
  if (isIn(school, device, day)) return 'in'
  if (device.keeper !== null && !loan && device.homeOn === day) return 'off-site'
  if (school.exceptions.some((one) => one.code === code && one.from <= day && day <= one.until)) return 'excused'
  const after = Math.max(now, checkTimeOf(day, school.settings.checkTime, school.calendar))
  return loan && loan.due > after ? 'expected later' : 'not back'
}

function isIn(school: School, device: Device, day: string): boolean {
  if (school.out.has(device.code) || device.homeOn !== null) return false
  if (device.seen !== null && dayOf(device.seen) === day && !device.unseen) return true
  const mustBeSeen = device.keeper !== null || school.settings.fullSweepOn === weekdayOf(day)
  return !mustBeSeen && !device.unseen
}

export function countsAt(school: School, now: Instant): Record<Result, number> {
  const counts = { 'in': 0, 'expected later': 0, 'off-site': 0, 'excused': 0, 'not back': 0 }
  for (const code of school.devices.keys()) counts[resultOf(school, code, now)] += 1
  return counts
}

/** Closes the day's check: from then on it stands. */
export function close(school: School, by: string, now: Instant): void {
  const lines = [...school.devices.keys()].map((code) => lineOf(school, code, resultOf(school, code, now), now))
    .filter(({ result }) => result !== 'in')
  school.checks.set(dayOf(now), { day: dayOf(now), closed: now, by, counts: countsAt(school, now), lines, later: null })
  logged(school, 'check.closed')
}

function lineOf(school: School, code: string, result: Result, now: Instant): Line {
  const loan = school.out.get(code) ?? null
  return { code, result, at: now, loan, due: loan?.due ?? null, found: null }
}

/** The second, small close: what was expected later this evening and has not come is not back either. */
export function closeLater(school: School, by: string, now: Instant): void {
  const check = school.checks.get(dayOf(now))!
  const missed = check.lines.filter(({ result, code }) => result === 'expected later' && isMissed(school, code, now))
  check.lines.push(...missed.map(({ code }) => lineOf(school, code, 'not back', now)))
  check.later = { closed: now, by, notBack: missed.length }
  logged(school, 'check.later closed')
}

export function isMissed(school: School, code: string, now: Instant): boolean {
  const result = resultOf(school, code, now)
  const loan = school.out.get(code)
  return result === 'not back' || (result === 'expected later' && loan !== undefined && dayOf(loan.due) === dayOf(now))
}

export function lastCheck(school: School): Check | undefined {
  return [...school.checks.values()].at(-1)
}

/** The next morning's first lines: what the last check missed, nobody has seen since, and is in use. */
export function stillNotBack(school: School): string[] {
  const lines = lastCheck(school)?.lines ?? []
  return lines.filter(({ code, result, found }) => result === 'not back' && found === null && !deviceOf(school, code).outOfUse)
    .map(({ code }) => code).toSorted()
}
