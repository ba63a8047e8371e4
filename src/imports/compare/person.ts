import type { Row } from '../../database/tables.ts'
import { fold, sortName } from '../../text/fold.ts'
import type { ReadPerson } from '../lines/read.ts'
import type { PersonState } from '../rows.ts'
import { hasLostLetter } from '../values/names.ts'
import type { KnownPeople } from './known-people.ts'

export type PersonMatch = { existing: PersonState | null, caution: string | null } | { problem: string }

/** The person a line is about: by email, else by the exact name (and kind, where the list has no email). */
export function matchPerson(row: ReadPerson, known: KnownPeople): PersonMatch {
  const byEmail = row.email === null ? undefined : known.by_email.get(row.email)
  if (byEmail) return { existing: byEmail, caution: null }
  const called = known.by_name.get(fold(row.name)) ?? []
  return row.email === null ? withoutEmail(row, called) : withNewEmail(row, called)
}

/** Somebody of that name who has no email yet is the same person; others of that name are namesakes. */
function withNewEmail(row: ReadPerson, called: PersonState[]): PersonMatch {
  const without = called.filter(({ person }) => person.email === null)
  if (without.length === 1) return { existing: without[0]!, caution: null }
  const caution =
    called.length > 0 ? `Kitbook has ${row.name} with another email; this is taken for somebody else` : null
  return { existing: null, caution }
}

function withoutEmail(row: ReadPerson, called: PersonState[]): PersonMatch {
  const fitting = called.filter(({ person }) => row.kind === null || person.kind === row.kind)
  if (fitting.length > 1) return { problem: `Several people are called ${row.name}: give their emails in the list` }
  const caution =
    fitting.length === 0 && called.length > 0
      ? `Kitbook has ${row.name} as another kind of person; this is taken for somebody else`
      : null
  return { existing: fitting[0] ?? null, caution }
}

const COMPARED = [
  'name', 'email', 'kind', 'job_title', 'first_day', 'last_day',
] as const satisfies (keyof Row<'people'>)[]

/** A person as after the import. Only the role `staff` comes with a list, for those who become staff by it (M19). */
export function personAfter(
  row: ReadPerson, existing: PersonState | null, given: { id: string, now: string, class_ids: string[] },
): PersonState {
  const before = existing?.person
  const name = nameAfter(row, before)
  const kind = row.kind ?? before?.kind ?? 'staff'
  const person: Row<'people'> = {
    id: before?.id ?? given.id, name, sort_name: sortName(name), search_name: fold(name),
    email: before?.email ?? row.email, kind, job_title: row.job_title || (before?.job_title ?? ''),
    first_day: row.first_day ?? before?.first_day ?? null, last_day: row.last_day ?? before?.last_day ?? null,
    created_at: before?.created_at ?? given.now,
  }
  const becomesStaff = kind === 'staff' && before?.kind !== 'staff'
  const roles = new Set([...existing?.roles ?? [], ...(becomesStaff ? ['staff' as const] : [])])
  const class_ids = new Set([...existing?.class_ids ?? [], ...given.class_ids])
  return { person, roles: [...roles].toSorted(), class_ids: [...class_ids].toSorted() }
}

/** A list that does not say what people go by only changes a surname; a name that lost a letter changes nothing. */
function nameAfter(row: ReadPerson, before: Row<'people'> | undefined): string {
  if (!before) return row.name
  if (hasLostLetter(row.name) || fold(row.name) === before.search_name) return before.name
  return row.is_preferred || surname(row.name) !== surname(before.name) ? row.name : before.name
}

function surname(name: string): string {
  return fold(name).split(' ').at(-1) ?? ''
}

export function isSamePerson(a: PersonState, b: PersonState): boolean {
  return COMPARED.every((column) => a.person[column] === b.person[column])
    && a.roles.join() === b.roles.join() && a.class_ids.join() === b.class_ids.join()
}
