import type { Account } from '../auth/account.ts'
import { ROLE_NAMES } from '../auth/permissions.ts'
import { keyOf, type Term, termOn } from '../calendar/terms.ts'
import { dayOf, schoolYearOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import type { Role } from '../database/tables.ts'
import { type CsvColumn, instantCell } from '../http/csv.ts'
import { isSettled, mayConfirm } from './rules.ts'
import { listAccess, listDecided } from './store.ts'

/** The term under review; where no half-terms are entered, the school year. */
export async function reviewedTerm(db: Db, now: Date): Promise<Pick<Term, 'key' | 'name'>> {
  const year = schoolYearOf(dayOf(now)).name
  return termOn(dayOf(now), await readCalendar(db)) ?? { key: keyOf(year), name: year }
}

export function roleNames(roles: readonly string[]): string {
  return roles.map((role) => ROLE_NAMES[role as Role]).join(', ') || 'No role'
}

export type ReviewLine = { name: string, roles: string, since: string, last_used_at: string | null, decision: string, decided_at: string | null, decided_by: string | null }

export const DECISIONS = { 'confirmed': 'Confirmed', 'roles taken': 'Roles taken away', 'closed': 'Account closed' }

/** What views/access-review/index.ejs needs. */
export async function reviewModel(db: Db, viewer: Account, now: Date) {
  const term = await reviewedTerm(db, now)
  const [everybody, decided] = [await listAccess(db, dayOf(now)), await listDecided(db, term.key)]
  const owed = everybody.filter((access) => !isSettled(access, decided)).map((access) => ({
    ...access, since_day: dayOf(access.since), role_names: roleNames(access.roles), self: access.person_id === viewer.person_id,
    may: mayConfirm(access, viewer, everybody), changed: decided.some(({ account_id }) => account_id === access.account_id),
  }))
  return { term, owed, in_all: everybody.length, decided: linesOf(decided) }
}

export function linesOf(decided: Awaited<ReturnType<typeof listDecided>>): ReviewLine[] {
  return decided.map(({ name, roles, account_since, last_used_at, decision, decided_at, decided_by }) => ({
    name, roles: roleNames(roles.split(' ').filter(Boolean)), since: account_since, last_used_at, decision: DECISIONS[decision], decided_at, decided_by,
  }))
}

/** As a file: what was decided, and for the term under review what still is to be. */
export async function csvLines(db: Db, wanted: string | null, now: Date): Promise<ReviewLine[]> {
  const term = await reviewedTerm(db, now)
  const decided = await listDecided(db, wanted ?? term.key)
  if (wanted !== null && wanted !== term.key) return linesOf(decided)
  const owed = (await listAccess(db, dayOf(now))).filter((access) => !isSettled(access, decided))
  return [...linesOf(decided), ...owed.map(({ name, roles, since, last_used_at }) => (
    { name, roles: roleNames(roles), since, last_used_at, decision: 'To be looked at', decided_at: null, decided_by: null }))]
}

export const CSV_COLUMNS: readonly CsvColumn<ReviewLine>[] = [
  ['Name', ({ name }) => name], ['Roles', ({ roles }) => roles], ['Account since', ({ since }) => instantCell(since)],
  ['Last signed in', ({ last_used_at }) => instantCell(last_used_at)], ['Decision', ({ decision }) => decision],
  ['Decided', ({ decided_at }) => instantCell(decided_at)], ['Decided by', ({ decided_by }) => decided_by],
]
