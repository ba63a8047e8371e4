import { addDays, dayOf } from '../calendar/days.ts'
import type { Agreement } from '../custody/rules.ts'
import type { Renewal } from '../database/tables.ts'
import { fold } from '../text/fold.ts'

/** A version that is for one person's kind; `signed_at` is when they last signed it. Instants UTC ISO, days YYYY-MM-DD. */
export type Version = {
  agreement_id: string, from_day: string, made_at: string, renewal: Renewal, ended_at: string | null, signed_at: string | null
}

/** Where somebody stands with the agreement on a day; `until` is the last day on which their signature counts. */
export type Standing =
  | { standing: 'signed', agreement_id: string, signed_on: string, until: string | null }
  | { standing: 'renew', agreement_id: string, signed_on: string }
  | { standing: 'not signed', agreement_id: string }
  | { standing: 'not asked' }

/** The one that a kind of person has to have signed on a day: the newest of those that have begun and were not ended (M11). */
export function neededOn<V extends Version>(versions: readonly V[], day: string): V | null {
  const inForce = versions.filter((one) => one.from_day <= day && !hasEnded(one, day))
  return inForce.toSorted(byAge).at(-1) ?? null
}

function hasEnded({ ended_at }: Version, day: string): boolean {
  return ended_at !== null && dayOf(ended_at) <= day
}

function byAge(a: Version, b: Version): number {
  return compare(a.from_day, b.from_day) || compare(a.made_at, b.made_at) || compare(a.agreement_id, b.agreement_id)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The renewal is that of the version which is needed: a year after the last signature, when it is a new one, or never. */
export function standingOn(versions: readonly Version[], day: string): Standing {
  const needed = neededOn(versions, day)
  if (!needed) return { standing: 'not asked' }
  const { agreement_id, renewal } = needed
  const signed = versions.filter(({ signed_at }) => signed_at !== null && dayOf(signed_at) <= day)
  if (signed.length === 0) return { standing: 'not signed', agreement_id }
  const signed_on = dayOf(signed.map(({ signed_at }) => signed_at!).toSorted(compare).at(-1)!)
  const until = earlier(renewal === 'yearly' ? yearAfter(signed_on) : null, replacedAfter(versions, day))
  const isOld = renewal === 'new version' && signed.every((one) => byAge(one, needed) < 0)
  if (isOld || (until !== null && until < day)) return { standing: 'renew', agreement_id, signed_on }
  return { standing: 'signed', agreement_id, signed_on, until }
}

/** The day before a version begins that everybody signs anew, if one is on its way and they have not signed it ahead. */
function replacedAfter(versions: readonly Version[], day: string): string | null {
  const coming = versions.filter((one) => one.from_day > day && one.ended_at === null && one.renewal === 'new version' && one.signed_at === null)
  const first = coming.map(({ from_day }) => from_day).toSorted(compare)[0]
  return first === undefined ? null : addDays(first, -1)
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

/** The same date a year on; 28 February for the 29th. */
export function yearAfter(day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  return next.endsWith('-02-29') ? `${next.slice(0, 8)}28` : next
}

/** Whether somebody is asked for a signature and has none that counts. */
export function isMissing(standing: Standing): standing is Extract<Standing, { standing: 'renew' | 'not signed' }> {
  return standing.standing === 'renew' || standing.standing === 'not signed'
}

/** What lending asks; before the school's day (YYYY-MM-DD) a lack is only a warning. */
export function agreementFact(standing: Standing, today: string, warnUntil: string | null): Agreement {
  return isMissing(standing) ? lackOn(today, warnUntil) : 'signed'
}

/** What a missing signature is on a day. */
export function lackOn(today: string, warnUntil: string | null): 'warn' | 'unsigned' {
  return warnUntil !== null && today < warnUntil ? 'warn' : 'unsigned'
}

const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'revd', 'rev', 'sir', 'dame', 'prof'])

/** Whether a typed name is a person's own (`searchName` is folded): first name and surname as the school writes them, whatever else. */
export function isTheirName(typed: string, searchName: string): boolean {
  const [given, own] = [wordsOf(fold(typed)), wordsOf(searchName)]
  const [first, last] = [own[0], own.at(-1)]
  return first !== undefined && given.includes(last!) && given.some((word) => word === first || (first.length === 1 && word.startsWith(first)))
}

function wordsOf(folded: string): string[] {
  return folded.replace(/['.]/g, '').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !TITLES.has(word))
}
