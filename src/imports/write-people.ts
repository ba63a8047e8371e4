import { dayOf } from '../calendar/days.ts'
import { currentSchoolYear } from '../calendar/school/years.ts'
import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'
import { fold } from '../text/fold.ts'
import type { Writes } from './apply.ts'
import { inserting, upserting } from './compiled.ts'
import type { ClassFields, PersonState, StagedRow } from './rows.ts'
import { fieldsOf, rowsThatWrite } from './staged-rows.ts'

/** What an import of a staff list writes: this year's classes, people, the role `staff`, who has which class. */
export async function writesOfPeople(db: Db, id: string, now: Date): Promise<Writes> {
  const queries: Writes['queries'] = []
  const before = new Map<string, object>()
  const classes: ClassFields[] = []
  for await (const rows of rowsThatWrite(db, id)) {
    classes.push(...fieldsOf<ClassFields>(rows, 'class'))
    for (const { person } of statesBefore(rows)) before.set(person.id, person)
    queries.push(...writesOfPart(db, rows))
  }
  return {
    queries: [...inserting(db, 'classes', await classRows(db, classes, now)), ...queries],
    before: { table: 'people', rows: before }, loans: [],
  }
}

async function classRows(db: Db, classes: ClassFields[], now: Date): Promise<Row<'classes'>[]> {
  if (classes.length === 0) return []
  const year = await currentSchoolYear(db, dayOf(now))
  return classes.map(({ id, name }) => ({ id, name, search_name: fold(name), school_year_id: year.id }))
}

function statesBefore(rows: StagedRow[]): PersonState[] {
  return rows.filter(({ what, before }) => what === 'person' && before !== null)
    .map(({ before }) => JSON.parse(before!) as PersonState)
}

function writesOfPart(db: Db, rows: StagedRow[]): Writes['queries'] {
  const changes = rows
    .filter(({ what }) => what === 'person')
    .map(({ fields, before }) => ({
      after: JSON.parse(fields) as PersonState, before: before === null ? null : (JSON.parse(before) as PersonState),
    }))
  const roles = changes.flatMap(({ after, before }) =>
    added(after.roles, before?.roles).map((role) => ({ person_id: after.person.id, role })),
  )
  const links = changes.flatMap(({ after, before }) =>
    added(after.class_ids, before?.class_ids).map((class_id) => ({ class_id, person_id: after.person.id })),
  )
  return [
    ...upserting(db, 'people', changes.map(({ after }) => after.person), 'id'),
    ...inserting(db, 'person_roles', roles), ...inserting(db, 'class_people', links),
  ]
}

function added<T>(after: readonly T[], before: readonly T[] = []): T[] {
  return after.filter((each) => !before.includes(each))
}
