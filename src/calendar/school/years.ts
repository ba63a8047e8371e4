import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'
import type { Row } from '../../database/tables.ts'
import { schoolYearOf } from '../days.ts'

export type Year = Row<'school_years'>

/** The school year of a day (YYYY-MM-DD) if the school has begun it. */
export function findSchoolYear(db: Db, today: string): Promise<Year | undefined> {
  return db.selectFrom('school_years').selectAll().where('starts_on', '<=', today).where('ends_on', '>=', today).executeTakeFirst()
}

/** The school year of a day (YYYY-MM-DD), made when it is the first time that anybody asks. */
export async function currentSchoolYear(db: Db, today: string): Promise<Year> {
  const known = await findSchoolYear(db, today)
  if (known) return known
  const year = schoolYearOf(today)
  await db.insertInto('school_years').values({ id: newId(), ...year }).onConflict((c) => c.column('name').doNothing()).execute()
  return db.selectFrom('school_years').selectAll().where('name', '=', year.name).executeTakeFirstOrThrow()
}

export function listSchoolYears(db: Db): Promise<Year[]> {
  return db.selectFrom('school_years').selectAll().orderBy('starts_on', 'desc').execute()
}
