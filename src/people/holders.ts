import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Role } from '../database/tables.ts'

/** The ids of whoever holds a role. */
export async function listHolders(db: Db, role: Role): Promise<string[]> {
  return (await findHolders(db, role)).map(({ person_id }) => person_id)
}

const findHolders = prepared((db: Db, role: Role) => db.selectFrom('person_roles').select('person_id').where('role', '=', role).orderBy('person_id'))
