import type { Role } from '../database/tables.ts'

const MINUTE = 60_000

export type Way = 'password' | 'provider'
export type StepFacts = {
  way: Way, roles: readonly Role[]
  /** Whether an authenticator is set up. */
  confirmed: boolean
  /** The roles that the school asks for a second step, and whether its provider's own sign-in counts as one. */
  named: readonly Role[], provider_counts: boolean
}

/** What stands between the first step of signing in and a session: nothing, a code, or setting one up first (M19). */
export function nextStep({ way, roles, confirmed, named, provider_counts }: StepFacts): 'in' | 'code' | 'set up' {
  if (way === 'provider' && provider_counts) return 'in'
  if (confirmed) return 'code'
  return isNamed(roles, named) ? 'set up' : 'in'
}

export function isNamed(roles: readonly Role[], named: readonly Role[]): boolean {
  return roles.some((role) => named.includes(role))
}

/** How long somebody may stand half-way in. */
export const HALF_WAY_MS = 10 * MINUTE

export function halfWayEnds(now: Date): string {
  return new Date(now.getTime() + HALF_WAY_MS).toISOString()
}

const STEP_MS = MINUTE / 2

/** The half minute that a code was for; `delta` is how many away from now. */
export function stepAt(now: Date, delta: number): number {
  return Math.floor(now.getTime() / STEP_MS) + delta
}

export const CODES = 10
/** Without what is taken for something else: 0 and O, 1 and I and L. */
export const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

export type Typed = { kind: 'code' | 'recovery', text: string } | null

/** What was typed: six figures of an authenticator, or one of the ten codes on paper, however it is spaced. */
export function understood(typed: string): Typed {
  const text = typed.toUpperCase().replace(/[\s-]/g, '')
  if (/^\d{6}$/.test(text)) return { kind: 'code', text }
  return text.length === 16 && [...text].every((letter) => LETTERS.includes(letter)) ? { kind: 'recovery', text } : null
}

/** Sixteen letters in fours, as they are printed. */
export function inFours(text: string): string {
  return text.match(/.{1,4}/g)!.join('-')
}
