import type { OutOfUseBecause, PersonKind } from '../database/tables.ts'
import { type AwayFacts, reasonsToStay, warningsOnLeaving } from './away.ts'
import type { CustodyFacts, Reason } from './facts.ts'
import { type Unpermitted, warningsOfPermission, withoutPermission } from './in-school.ts'
import { ONE_OF, oneDevice } from './kind-words.ts'
import { type Limits, onSiteOnly, sameDay } from './limits.ts'
import { keptForAnother, type ReservedFacts, warningsOfReserved } from './reserved.ts'

export type Standing = 'in store' | 'out' | 'looked after' | OutOfUseBecause
export type State = Standing | 'not back'

/** State is derived, never typed in: out of use goes before not back at an end-of-day check, that before where it stands. */
export function stateOf(facts: CustodyFacts): State {
  return facts.not_back_since && !facts.because ? 'not back' : standingOf(facts)
}

/** What the book says of it, whether or not somebody looked: what is out of use, then the open loan, the keeper, the store. */
export function standingOf(facts: CustodyFacts): Standing {
  if (facts.because) return facts.because
  if (facts.loan_id) return 'out'
  return facts.keeper_id ? 'looked after' : 'in store'
}

export type Holder = { id: string, name: string } | null

/** Who answers for it now: the borrower, else the keeper, else the store (null). */
export function holderOf(facts: CustodyFacts): Holder {
  if (facts.borrower_id) return { id: facts.borrower_id, name: facts.borrower! }
  return facts.keeper_id ? { id: facts.keeper_id, name: facts.keeper! } : null
}

/** Since when the state holds, UTC ISO. */
export function sinceOf(facts: CustodyFacts): string {
  return facts.out_of_use_since ?? facts.not_back_since ?? facts.taken_at ?? facts.kept_since ?? facts.created_at
}

export type { Reason } from './facts.ts'

export type Borrower = {
  id: string, kind: PersonKind, first_day: string | null, last_day: string | null
  /** Of the adult who answers for the loan, when it is not the borrower and has not left, nor is away. */
  answers_kind: PersonKind | null
}

/** Whether the borrower's signature of the agreement counts today; `warn` where its lack is not held against them yet. */
export type Agreement = 'signed' | 'unsigned' | 'warn'
/** What the school lets somebody borrow who has not signed; `borrow here`: nothing that leaves the school. */
export type UnsignedMay = 'borrow' | 'borrow here' | 'nothing'

/** `away` is null for what stays in school. */
type SigningFacts = { away: AwayFacts | null, agreement: Agreement, unsigned_may: UnsignedMay }

/**
 * `today` is YYYY-MM-DD; `not_for` are the kinds of person its type is not lent to; `to_wipe`: it went empty on a trip and nobody has wiped it
 * since; `keeper_says_yes`: whoever looks after it lets this borrower have it today; `due_day`: on which it would be due.
 */
export type LendingFacts = SigningFacts & {
  device: CustodyFacts, not_for: PersonKind[], to_wipe: boolean, keeper_says_yes: boolean, borrower: Borrower, limits: Limits
  today: string, due_day: string
  /** The permission to borrow that is wanting; null where it is given or none is needed. */
  unpermitted: Unpermitted | null
  /** What somebody else has reserved of it; null where nobody has. */
  reserved: ReservedFacts | null
}

type Condition = (facts: LendingFacts) => Reason | null

/** The list that later capabilities add to (checks, agreements, approvals) instead of an `if` at the desk. */
const CONDITIONS: readonly Condition[] = [outOfUse, alreadyOut, unwiped, lookedAfter, notYetHere, leftAlready, notForThem, onSiteOnly, sameDay, withoutPermission, unanswered, unsigned, keptForAnother]

/** Everything at once that stands against lending; an empty list means that it may be lent (M3, M13, M20). */
export function reasonsNotToLend(facts: LendingFacts): Reason[] {
  const reasons = CONDITIONS.map((condition) => condition(facts)).filter((reason) => reason !== null)
  return facts.away ? [...reasons, ...reasonsToStay(facts.device, facts.away)] : reasons
}

/** `borrower` is its keeper; `today`, YYYY-MM-DD, is the day on which it would leave. */
type TakingHome = SigningFacts & { device: CustodyFacts, away: AwayFacts, borrower: Pick<Borrower, 'kind' | 'last_day'>, limits: Limits, today: string }

/** The same of a keeper who takes home what they look after: in use, not lent to anybody, and fit to leave (M3, M6). */
export function reasonsToTakeHome(facts: TakingHome): Reason[] {
  const stands = [outOfUse(facts), alreadyOut(facts), leftAlready(facts), onSiteOnly(facts), unsigned(facts)].filter((reason) => reason !== null)
  return [...stands, ...reasonsToStay(facts.device, facts.away)]
}

function outOfUse({ device }: Pick<LendingFacts, 'device'>): Reason | null {
  if (!device.because) return null
  const words = { 'in repair': 'is in repair', lost: 'is down as lost', stolen: 'is down as stolen', retired: 'is retired' }
  return { code: 'out-of-use', words: `${device.code} ${words[device.because]}`, mend: 'Put it back on its shelf and tell the computing lead' }
}

function alreadyOut({ device }: Pick<LendingFacts, 'device'>): Reason | null {
  if (!device.loan_id || device.because) return null
  return { code: 'out', words: `${device.code} is already booked out to ${device.borrower}`, mend: 'Bring it back first, or take it over at the desk' }
}

function unwiped({ device: { code, loan_id }, to_wipe }: LendingFacts): Reason | null {
  if (!to_wipe || loan_id) return null
  return { code: 'to-wipe', words: `${code} is back from a trip and has not been wiped`, mend: 'Wipe it and say so on the trip’s page' }
}

function lookedAfter({ device, borrower, keeper_says_yes }: LendingFacts): Reason | null {
  if (keeper_says_yes) return null
  if (!device.keeper_id || device.keeper_id === borrower.id || device.loan_id) return null
  return { code: 'looked-after', words: `${device.code} is looked after by ${device.keeper}`, mend: `Ask ${device.keeper}, or the computing lead` }
}

function notYetHere({ borrower, today }: LendingFacts): Reason | null {
  if (borrower.first_day === null || borrower.first_day <= today) return null
  return { code: 'not-started', words: 'Their first day is still to come', mend: 'Book it out from their first day on' }
}

function leftAlready({ borrower, today }: { borrower: Pick<Borrower, 'last_day'>, today: string }): Reason | null {
  if (borrower.last_day === null || borrower.last_day >= today) return null
  return { code: 'left', words: 'Their last day has passed', mend: 'Ask the office to change their last day if that is wrong' }
}

function notForThem({ device, not_for, borrower }: LendingFacts): Reason | null {
  if (!not_for.includes(borrower.kind)) return null
  return { code: 'not-for-kind', words: `${oneDevice(device.type_name)} is not lent to a ${ONE_OF[borrower.kind]}`, mend: 'A member of staff can take it' }
}

/** Whether a member of staff has to answer for what such a person borrows (M20). */
export function needsAnswer(kind: PersonKind): boolean {
  return kind === 'volunteer' || kind === 'visitor'
}

function unanswered({ borrower }: LendingFacts): Reason | null {
  if (!needsAnswer(borrower.kind) || borrower.answers_kind === 'staff') return null
  return { code: 'needs-answer', words: `A member of staff answers for a ${borrower.kind}’s loan`, mend: 'Say which member of staff' }
}

const NOT_SIGNED: Reason = { code: 'not-signed', words: 'The acceptable-use agreement is not signed', mend: 'Sign it on your own account, or at the office' }

function unsigned({ agreement, unsigned_may, away }: SigningFacts): Reason | null {
  if (agreement !== 'unsigned' || unsigned_may === 'borrow') return null
  return unsigned_may === 'nothing' || away ? NOT_SIGNED : null
}

/** What a borrower is told of although it is lent: what the school still waits for (M9, M11). */
export function warningsToLend(facts: SigningFacts & Pick<LendingFacts, 'device' | 'unpermitted' | 'reserved'>): Reason[] {
  const signing = facts.agreement === 'signed' || unsigned(facts) ? [] : [NOT_SIGNED]
  const leaving = facts.away ? warningsOnLeaving(facts.device, facts.away) : []
  return [...warningsOfReserved(facts), ...warningsOfPermission(facts), ...signing, ...leaving]
}
