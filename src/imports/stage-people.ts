import { dayOf } from '../calendar/days.ts'
import { findSchoolYear } from '../calendar/school/years.ts'
import type { Db } from '../database/open.ts'
import { fold } from '../text/fold.ts'
import { knownPeople } from './compare/known-people.ts'
import type { Import } from './detail.ts'
import { inParts } from './in-parts.ts'
import type { ReadPerson } from './lines/read.ts'
import { PARTS, staged, type StagedRow } from './rows.ts'
import { type PeopleRun, stagePerson } from './stage-person.ts'
import type { Told } from './stage.ts'
import { insertRows, updateImport } from './store.ts'

/** Compares every adult of a list with the school's, a part at a time. */
export async function stagePeople(db: Db, imp: Import, { rows }: Told, now: Date): Promise<[]> {
  const today = dayOf(now)
  const run: PeopleRun = {
    classes: await classesOfYear(db, today), newClasses: [], met: new Map(), now: now.toISOString(), today,
  }
  await inParts(rows, 200, async (part, done) => {
    const people = part.map((row) => JSON.parse(row) as ReadPerson)
    const known = await knownPeople(db, people)
    await insertRows(db, imp.id, people.map((person) => stagePerson(person, known, run)))
    await updateImport(db, imp.id, { progress: 40 + Math.round(done / rows.length * 60) })
  })
  await insertRows(db, imp.id, classRows(run))
  return []
}

async function classesOfYear(db: Db, today: string): Promise<PeopleRun['classes']> {
  const year = await findSchoolYear(db, today)
  const classes = year
    ? await db.selectFrom('classes').select(['id', 'name', 'search_name']).where('school_year_id', '=', year.id)
        .execute()
    : []
  return new Map(classes.map(({ id, name, search_name }) => [search_name || fold(name), { id, name }]))
}

function classRows({ newClasses }: PeopleRun): StagedRow[] {
  const perLine = new Map<number, number>()
  return newClasses.map(({ id, name, line }) => {
    const at = perLine.get(line) ?? 0
    perLine.set(line, at + 1)
    return staged({
      line, part: PARTS.class + at, what: 'class', status: 'new', reasons: [], fields: { id, name }, target_id: id,
    })
  })
}
