import type { DecidedAs, Decision, OffSite, Role } from '../database/tables.ts'

/** Whose word lets devices leave: nobody's as they never do, nobody's as they always may, the lead's or the head's. */
export type Need = OffSite

/** A permission lasts a year at most, in days. */
export const MOST_DAYS = 366

const STRICTER: readonly Need[] = ['yes', 'lead', 'head', 'no']

export type Wanted = {
  /** What the types of the devices say of leaving. */
  rules: readonly OffSite[]
  carries_personal_data: boolean, video_calls: boolean
  /** Something that cannot be encrypted goes with nothing on it, and is wiped on return. */
  goes_empty: boolean
  /** A trip is somebody's to permit, whatever goes on it. */
  on_trip: boolean
}

/** The strictest of the types' rules; personal data, video calls and what cannot be encrypted are the head's in any case (M7, M8). */
export function needOf({ rules, carries_personal_data, video_calls, goes_empty, on_trip }: Wanted): Need {
  const least: Need = on_trip ? 'lead' : 'yes'
  const asked: Need = carries_personal_data || video_calls || goes_empty ? 'head' : least
  return [...rules, asked].reduce((a, b) => (STRICTER.indexOf(a) >= STRICTER.indexOf(b) ? a : b))
}

export type Decider = { id: string, roles: readonly Role[], /** Stands in for the head today. */ deputises: boolean }

/** As whom somebody's word counts; whoever is both decides as the head. */
export function actsAs({ roles, deputises }: Omit<Decider, 'id'>): DecidedAs | null {
  if (roles.includes('head') || deputises) return 'head'
  return roles.includes('lead') ? 'lead' : null
}

export type Asking = { person_id: string, asked_by_id: string }

/** Whether somebody's word is enough: a head's for a lead's too, never the other way; nobody's for themselves, nor for what they asked (M7). */
export function mayDecide(decider: Decider, asking: Asking & { need: Need }): boolean {
  const as = actsAs(decider)
  return as !== null && !isOwn(decider, asking) && (as === 'head' || asking.need !== 'head')
}

/** Their own, or one that they asked for themselves on somebody's behalf. */
export function isOwn({ id }: Pick<Decider, 'id'>, { person_id, asked_by_id }: Asking): boolean {
  return id === person_id || id === asked_by_id
}

/** Days YYYY-MM-DD. */
export type Course = {
  from_day: string, until_day: string, decision: Decision | null, granted_until: string | null, revoked_at: string | null
}
export type Standing = 'waiting' | 'not answered' | 'withdrawn' | 'declined' | 'approved ahead' | 'in force' | 'revoked' | 'run out'

/** Where a permission stands on a day: that it has run out is worked out, never written down. */
export function standingOn({ from_day, until_day, decision, granted_until, revoked_at }: Course, today: string): Standing {
  if (decision === null) return undecided(until_day, revoked_at, today)
  if (decision === 'declined') return 'declined'
  if (revoked_at !== null) return 'revoked'
  if (granted_until! < today) return 'run out'
  return from_day > today ? 'approved ahead' : 'in force'
}

function undecided(untilDay: string, revokedAt: string | null, today: string): Standing {
  if (revokedAt !== null) return 'withdrawn'
  return untilDay < today ? 'not answered' : 'waiting'
}

/**
 * Who is written to, of those who may decide: the lead for what the lead may, and where no lead can (their own, or there is
 * none) and for everything else the head and who stands in for the head.
 */
export function toldOfAsking<D extends Decider>(deciders: readonly D[], asking: Asking & { need: Need }): D[] {
  const may = deciders.filter((decider) => mayDecide(decider, asking))
  const leads = asking.need === 'lead' ? may.filter(({ roles }) => roles.includes('lead')) : []
  return leads.length > 0 ? leads : may
}
