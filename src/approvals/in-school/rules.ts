import { addDays } from '../../calendar/days.ts'
import type { DecidedAs, PersonKind } from '../../database/tables.ts'
import type { Problem } from '../../http/forms.ts'
import { MOST_DAYS } from '../rules.ts'

/** The kinds of person whom a school may let borrow only by permission (M7): everybody who is not its staff. */
export type NotStaff = Exclude<PersonKind, 'staff'>
export const NOT_STAFF: readonly NotStaff[] = ['supply', 'student', 'governor', 'volunteer', 'visitor']
type ByKind = { [K in NotStaff]?: DecidedAs | undefined }

/** Whose permission somebody of a kind needs to borrow in school, or null. */
export function neededBy(kind: PersonKind, byKind: ByKind): DecidedAs | null {
  return kind === 'staff' ? null : byKind[kind] ?? null
}

/** The head's word is enough for the lead's too, never the other way. */
export function isEnough(given: DecidedAs, needed: DecidedAs): boolean {
  return given === 'head' || needed === 'lead'
}

type Asker = { id: string, name: string, last_day: string | null }

/** Days YYYY-MM-DD. */
export type AskFacts = { today: string, person: Asker, asker_id: string, needed: DecidedAs | null, from_day: string, until_day: string }

/** Everything that keeps a request to borrow in school from being made, beside its field: one is made for somebody else. */
export function problemsToAsk({ person, asker_id, needed, ...days }: AskFacts): Problem[] {
  return [...problemsOfPerson({ person, asker_id, needed }), ...problemsOfDays(days, person)]
}

function problemsOfPerson({ person, asker_id, needed }: Pick<AskFacts, 'person' | 'asker_id' | 'needed'>): Problem[] {
  if (person.id === asker_id) return [{ name: 'person_id', message: 'Somebody else asks for you' }]
  return needed === null ? [{ name: 'person_id', message: `There is nothing to ask: ${person.name} borrows without permission` }] : []
}

function problemsOfDays({ today, from_day, until_day }: Pick<AskFacts, 'today' | 'from_day' | 'until_day'>, person: Asker): Problem[] {
  if (from_day < today) return [{ name: 'from_day', message: 'That day has passed' }]
  if (until_day < from_day) return [{ name: 'until_day', message: 'It ends before it begins' }]
  if (until_day > addDays(from_day, MOST_DAYS)) return [{ name: 'until_day', message: 'A permission lasts a year at most' }]
  const leaves = person.last_day !== null && person.last_day < until_day
  return leaves ? [{ name: 'until_day', message: `${person.name} leaves before then` }] : []
}
