import type { PersonKind } from '../database/tables.ts'

/** Adults only; children are never people here. */
export const KIND_NAMES: Record<PersonKind, string> = {
  staff: 'Staff', supply: 'Supply', student: 'Student on placement', governor: 'Governor', volunteer: 'Volunteer', visitor: 'Visitor',
}
export const KINDS = Object.keys(KIND_NAMES) as [PersonKind, ...PersonKind[]]

export type Stay = { first_day: string | null, last_day: string | null }
export type Standing = 'to come' | 'here' | 'leaving' | 'left'

/** Where a person stands on `today`; `soon` is the day (YYYY-MM-DD) up to which a last day counts as leaving. */
export function standingOf({ first_day, last_day }: Stay, today: string, soon: string): Standing {
  if (last_day !== null && last_day < today) return 'left'
  if (first_day !== null && first_day > today) return 'to come'
  return last_day !== null && last_day <= soon ? 'leaving' : 'here'
}

export type Has = { out: number, overdue: number, kept: number }

/** What a person has, to be read across the room: "3 devices out, 1 overdue". */
export function hasWords({ out, overdue, kept }: Has): string {
  const devices = (n: number) => `${n} ${n === 1 ? 'device' : 'devices'}`
  if (out === 0) return kept > 0 ? `Looks after ${devices(kept)}` : 'Has nothing'
  return [`${devices(out)} out`, overdue > 0 && `${overdue} overdue`, kept > 0 && `looks after ${kept}`].filter(Boolean).join(', ')
}

/** A post with the roles that it does not say already: "Class teacher, Computing lead". */
export function postWords(post: string, roles: readonly string[]): string {
  return [post, ...roles.filter((role) => !post.toLowerCase().includes(role.toLowerCase()))].join(', ')
}

export type NextFacts = {
  standing: Standing
  /** The code of the device that is due back first. */
  first_out: string | null
  first_kept: string | null
  has_badge: boolean
  may_edit: boolean
}
export type NextAct = { kind: 'bring back' | 'hand in', code: string } | { kind: 'badge' } | null

/** The one thing that a person's page asks of whoever reads it. */
export function nextAct({ standing, first_out, first_kept, has_badge, may_edit }: NextFacts): NextAct {
  if (first_out) return { kind: 'bring back', code: first_out }
  if (first_kept && (standing === 'left' || standing === 'leaving')) return { kind: 'hand in', code: first_kept }
  return !has_badge && may_edit && standing !== 'left' ? { kind: 'badge' } : null
}

