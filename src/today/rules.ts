import { dayOf } from '../calendar/days.ts'
import { isOverdue, type Lateness } from '../calendar/late.ts'
import type { CustodyFacts } from '../custody/facts.ts'

/** What Today needs of a loan that is open: custody's facts with the loan's own columns known to be there. */
type Known = 'device_id' | 'code' | 'type_name' | 'class_id' | 'class_name' | 'because'
export type OutFacts = Pick<CustodyFacts, Known> & {
  loan_id: string, borrower_id: string, borrower: string, answers_id: string, answers: string, purpose: string
  taken_at: string, due_at: string, off_site: number, booked_out_by_id: string | null
}

/** `arranged`: late, but its return is arranged by a day that has not passed. */
export type Sorted = { overdue: OutFacts[], arranged: OutFacts[], off_site: OutFacts[], due_today: OutFacts[], due_later: OutFacts[] }

/**
 * What is out, in order of harm (M5, M6): overdue before off-site before due today before later, the one due first
 * in front. What is lost, stolen or in repair is told with its own kind. Each stands in one place. `until`: by which day somebody
 * who is away gives it back, by the loan's id (M14).
 */
export function sortOut(out: readonly OutFacts[], lateness: Lateness, until: ReadonlyMap<string, string> = new Map()): Sorted {
  const today = dayOf(lateness.now)
  const sorted: Sorted = { overdue: [], arranged: [], off_site: [], due_today: [], due_later: [] }
  for (const loan of out.filter(({ because }) => because === null).toSorted(byDue)) {
    const due = dayOf(loan.due_at) <= today ? 'due_today' : 'due_later'
    const place = loan.off_site ? 'off_site' : due
    const late = until.has(loan.loan_id) ? 'arranged' : 'overdue'
    sorted[isOverdue(loan.due_at, lateness) ? late : place].push(loan)
  }
  return sorted
}

function byDue(a: OutFacts, b: OutFacts): number {
  return compare(a.due_at, b.due_at) || compare(a.code, b.code)
}

/** Instants, days and codes sort as the text they are. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** What others have for whom somebody answers (M20). */
export function answeredBy(personId: string, loans: readonly OutFacts[]): OutFacts[] {
  return loans.filter(({ answers_id, borrower_id }) => answers_id === personId && borrower_id !== personId)
}

/** What one adult has for one class; `due_at` is the first of them. */
export type Group = {
  class_id: string | null, class_name: string | null, borrower_id: string, borrower: string, answers: string | null
  due_at: string, loans: OutFacts[]
}

/** By class and adult, the group due first in front. */
export function groupOut(loans: readonly OutFacts[]): Group[] {
  const groups = new Map<string, Group>()
  for (const loan of loans) {
    const { class_id, class_name, borrower_id, borrower, due_at } = loan
    const key = `${class_id}|${borrower_id}|${loan.answers_id}`
    const answers = loan.answers_id === borrower_id ? null : loan.answers
    const group = groups.get(key) ?? { class_id, class_name, borrower_id, borrower, answers, due_at, loans: [] }
    group.loans.push(loan)
    group.due_at = due_at < group.due_at ? due_at : group.due_at
    groups.set(key, group)
  }
  return [...groups.values()].toSorted((a, b) => compare(a.due_at, b.due_at))
}

const LEAST_OF_A_SET = 4

/** Somebody's own loans: what they have for a class in such numbers is one line, the rest stands one by one. */
export function foldSets(own: readonly OutFacts[]): { sets: Group[], single: OutFacts[] } {
  const sets = groupOut(own).filter(({ class_id, loans }) => class_id !== null && loans.length >= LEAST_OF_A_SET)
  const folded = new Set(sets.flatMap(({ loans }) => loans))
  return { sets, single: own.filter((loan) => !folded.has(loan)) }
}

export type SetUpFacts = { has_devices: boolean, has_people: boolean, has_printed: boolean, has_desk: boolean, has_rules: boolean, has_agreement: boolean }
export type Step = {
  words: string, done: boolean, href: string, capability: 'import-lists' | 'print-labels' | 'open-desk' | 'change-settings'
}

/** The six things a new school does, in order, each ticked by what is there (not by having been clicked). */
export function stepsOf(facts: SetUpFacts): Step[] {
  return [
    { words: 'Bring in your devices', done: facts.has_devices, href: '/imports', capability: 'import-lists' },
    { words: 'Bring in your people', done: facts.has_people, href: '/imports', capability: 'import-lists' },
    { words: 'Print the tags', done: facts.has_printed, href: '/labels', capability: 'print-labels' },
    { words: 'Open the desk in the suite', done: facts.has_desk, href: '/desk/open', capability: 'open-desk' },
    { words: 'Choose the rules to start from', done: facts.has_rules, href: '/settings/presets', capability: 'change-settings' },
    { words: 'Enter the agreement that adults sign', done: facts.has_agreement, href: '/agreements/new', capability: 'change-settings' },
  ]
}
