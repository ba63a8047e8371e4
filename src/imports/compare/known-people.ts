import type { Db } from '../../database/open.ts'
import type { Row } from '../../database/tables.ts'
import { fold } from '../../text/fold.ts'
import type { ReadPerson } from '../lines/read.ts'
import type { PersonState } from '../rows.ts'
import { withRolesAndClasses } from '../states.ts'
import { grouped } from '../../text/grouped.ts'

/** Whom Kitbook knows that some lines of a staff list may be about. */
export type KnownPeople = { by_email: Map<string, PersonState>, by_name: Map<string, PersonState[]> }

export async function knownPeople(db: Db, rows: readonly ReadPerson[]): Promise<KnownPeople> {
  const people = await listPeople(db, rows.flatMap(({ email }) => email ?? []), rows.map(({ name }) => fold(name)))
  const states = await withRolesAndClasses(db, people)
  return {
    by_email: new Map(
      states.flatMap((state) => (state.person.email ? [[state.person.email.toLowerCase(), state]] : [])),
    ),
    by_name: grouped(states, ({ person }) => person.search_name),
  }
}

function listPeople(db: Db, emails: string[], names: string[]): Promise<Row<'people'>[]> {
  return db.selectFrom('people').selectAll()
    .where((e) => e.or([e('email', 'in', ['', ...emails]), e('search_name', 'in', ['', ...names])])).execute()
}
