import { addDays, dayOf } from '../calendar/days.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import type { Row } from '../database/tables.ts'
import { fold } from '../text/fold.ts'

const ENCRYPTED = 'encrypted, protection on'
const IN_ORDER = 'in order'

/** What can be found, in the order of the keys 1, 2, 3 …; the first is the only one that passes. */
const FINDINGS = {
  encryption: [ENCRYPTED, 'protection suspended', 'partly encrypted', 'not encrypted', 'not known', 'another product'],
  other: [IN_ORDER, 'not in order'],
} as const

export function findingsOf({ built_in }: { built_in: 'encryption' | null }): readonly string[] {
  return FINDINGS[built_in ?? 'other']
}

type Found = { finding: string, product: string | null }
/** `agreed` is the product that the type has to be encrypted with, or null. */
type Owing = { built_in: 'encryption' | null, agreed: string | null }

/** Whether a finding passes: encrypted and protection on, with the product that the school agreed on (M9). */
export function passes({ finding, product }: Found, { built_in, agreed }: Owing): boolean {
  if (built_in === null) return finding === IN_ORDER
  return finding === ENCRYPTED && isAgreed(product, agreed)
}

function isAgreed(product: string | null, agreed: string | null): boolean {
  return product !== null && agreed !== null && fold(product) === fold(agreed)
}

/** The last day on which a check of a day still holds; both YYYY-MM-DD. */
export function validUntil(day: string, days: number): string {
  return addDays(day, days)
}

export type Last = Pick<Row<'device_checks'>, 'finding' | 'product' | 'at' | 'valid_until'> & { passed: number }
/** What one device has to do with one kind of check. `days`: how long a check lasts today; `needed`: whether it owes it at all. */
export type Owed = Owing & { needed: boolean, days: number | null, last: Last | null }

export type Standing =
  | { standing: 'holds' | 'runs out soon', until: string }
  | { standing: 'owed', since: string | null }
  | { standing: 'failed', finding: string }
  | { standing: 'not needed' }

/** How long before its last day a check is said to run out, in days. */
export const SOON_DAYS = 30

/**
 * Where a device stands with one kind of check on a day (M9, M17). What has another product than the one agreed on, or is
 * older than the type's validity today, holds no longer, whatever was said when it was made.
 */
export function standingOn({ needed, last, ...owing }: Owed, today: string): Standing {
  if (!needed) return { standing: 'not needed' }
  if (last === null) return { standing: 'owed', since: null }
  if (last.passed !== 1) return { standing: 'failed', finding: last.finding }
  const until = holdsUntil(last, owing.days)
  if (!passes(last, owing) || until < today) return { standing: 'owed', since: until < today ? until : null }
  return { standing: until <= addDays(today, SOON_DAYS) ? 'runs out soon' : 'holds', until }
}

/** A validity that was made shorter since counts; one that was made longer lengthens nothing that was said before. */
function holdsUntil({ at, valid_until }: Last, days: number | null): string {
  const said = valid_until ?? '9999-12-31'
  const now = days === null ? said : validUntil(dayOf(at), days)
  return said < now ? said : now
}

/** Whether the check screen asks for this check by itself; `visited`: this device has just been checked for something, on `day`. */
export function asksFor(standing: Standing, last: Pick<Last, 'at'> | null, visited: boolean, day: string): boolean {
  const done = standing.standing === 'holds' || standing.standing === 'not needed'
  return !done && !(visited && last !== null && dayOf(last.at) >= day)
}

/** The finding that a typed digit means, or null: "1" is the first. */
export function findingTyped(text: string, findings: readonly string[]): string | null {
  return /^[1-9]$/.test(text.trim()) ? findings[Number(text) - 1] ?? null : null
}

type Whereabouts = Pick<CustodyFacts, 'loan_id' | 'off_site' | 'keeper_id'>

/** Whether a device is away from school: on an off-site loan, or with its keeper where what is looked after goes home unasked. */
export function isAway({ loan_id, off_site, keeper_id }: Whereabouts, standingYes: boolean): boolean {
  return loan_id === null ? keeper_id !== null && standingYes : off_site === 1
}
