import { mayGrant } from '../auth/permissions.ts'
import type { Role } from '../database/tables.ts'

const HOUR = 3600_000

/** A link for a new password works for a day. */
export function linkEnds(now: Date): string {
  return new Date(now.getTime() + 24 * HOUR).toISOString()
}

export type HandOver = {
  granter: readonly Role[], self: boolean
  /** What the account's person may do. */
  roles: readonly Role[]
}

/**
 * Whether one person may take another's account in hand: see its link, close it, change its email. Only who could
 * give every role that it carries; else a lead could become the head by asking for the head's link (M19).
 */
export function mayTakeInHand({ granter, self, roles }: HandOver): boolean {
  return !self && roles.every((role) => mayGrant({ granter, role, self, held: true }))
}

/** A PIN that whoever looks over a shoulder, or guesses, would try first; `pin` is 4 to 8 figures. */
export function isWeakPin(pin: string): boolean {
  return isRun(pin, 0) || isRun(pin, 1) || isRun(pin, -1) || isRepeated(pin)
}

/** Each figure is the one before plus `step`: 0000, 1234, 9876 (and 7890). */
function isRun(pin: string, step: number): boolean {
  const figures = [...pin].map(Number)
  return figures.every((figure, i) => i === 0 || figure === (figures[i - 1]! + step + 10) % 10)
}

/** 1212, 123123: one half twice. */
function isRepeated(pin: string): boolean {
  const half = pin.slice(0, pin.length / 2)
  return half + half === pin
}

export const MOST_FAILURES = 5

/** After five wrong PINs none is taken for a quarter of an hour. */
export function lockEnds(now: Date): string {
  return new Date(now.getTime() + HOUR / 4).toISOString()
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'], [/Firefox\/|FxiOS/, 'Firefox'], [/OPR\//, 'Opera'], [/CriOS|Chrome\//, 'Chrome'], [/Safari\//, 'Safari'],
]
const MACHINES: readonly [RegExp, string][] = [
  [/iPad/, 'an iPad'], [/iPhone/, 'an iPhone'], [/CrOS/, 'a Chromebook'], [/Android/, 'an Android device'],
  [/Windows/, 'Windows'], [/Macintosh/, 'a Mac'], [/Linux/, 'Linux'],
]

/** What a browser calls itself, in words: "Chrome on a Chromebook". */
export function browserName(label: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(label))?.[1] ?? 'A browser'
  const machine = MACHINES.find(([pattern]) => pattern.test(label))?.[1]
  return machine ? `${browser} on ${machine}` : browser
}
