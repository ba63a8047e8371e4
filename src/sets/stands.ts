import { findSchoolYear } from '../calendar/school/years.ts'
import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { findSet, listSets } from './store.ts'

/** The classes that a trolley stands with and has stood with, this year's or the latest in front. */
export const listStands = prepared((db: Db, setId: string) => db.selectFrom('class_sets as x').innerJoin('classes as c', 'c.id', 'x.class_id')
  .innerJoin('school_years as y', 'y.id', 'x.school_year_id').select(['c.id', 'c.name', 'y.name as year']).where('x.set_id', '=', setId).orderBy('y.starts_on', 'desc'))

/** The trolleys that stand with a class. */
export const listSetsOfClass = prepared((db: Db, classId: string) => db.selectFrom('class_sets as x').innerJoin('sets as s', 's.id', 'x.set_id')
  .select(['s.code', 's.name']).where('x.class_id', '=', classId).orderBy('s.name').orderBy('s.code'))

/** Which class of a school year each trolley stands with. */
export const listStandsOfYear = prepared((db: Db, yearId: string) => db.selectFrom('class_sets').selectAll().where('school_year_id', '=', yearId))

const findStandsOn = prepared((db: Db, day: string) => db.selectFrom('class_sets as x').innerJoin('classes as c', 'c.id', 'x.class_id')
  .innerJoin('school_years as y', 'y.id', 'x.school_year_id').select(['x.set_id', 'c.name']).where('y.starts_on', '<=', day).where('y.ends_on', '>=', day))

/** Every set with the class that it stands with on a day (YYYY-MM-DD). */
export async function listSetsOn(db: Db, day: string) {
  const stands = new Map((await findStandsOn(db, day)).map(({ set_id, name }) => [set_id, name]))
  return (await listSets(db)).map((set) => ({ ...set, class_name: stands.get(set.id) ?? null }))
}

/** A trolley stands with one class of a school year, or (null) with none. */
export async function putStand(db: Db, set_id: string, school_year_id: string, class_id: string | null): Promise<void> {
  await db.deleteFrom('class_sets').where('set_id', '=', set_id).where('school_year_id', '=', school_year_id).execute()
  if (class_id !== null) await db.insertInto('class_sets').values({ set_id, school_year_id, class_id }).execute()
}

/** Says with which class of this school year (of `today`, YYYY-MM-DD) a trolley stands, or with none. Throws NotFound. */
export function standWith(db: Db, code: string, classId: string | null, today: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    const set = await findSet(db, code)
    const year = await findSchoolYear(db, today)
    if (!set || !year) throw new NotFound('There is no such trolley or set.')
    const known = classId === null || await db.selectFrom('classes').select('id').where('id', '=', classId).where('school_year_id', '=', year.id).executeTakeFirst()
    if (!known) throw new NotFound('There is no such class this year.')
    await putStand(db, set.id, year.id, classId)
    await record(db, actor, now, { verb: 'set.stands', subject: 'set', subject_id: set.id, data: { class_id: classId, school_year_id: year.id } })
  })
}
