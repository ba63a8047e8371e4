import { sql } from 'kysely'
import type { Db } from '../../database/open.ts'
import { prepared } from '../../database/prepared.ts'
import type { PersonKind } from '../../database/tables.ts'
import { hasBegun, notLeft } from '../../people/here.ts'

/** Somebody's permissions to borrow in school that hold on a day (YYYY-MM-DD), the head's first, then the one that holds longest. */
export const listHeld = prepared((db: Db, personId: string, day: string) => db.selectFrom('approvals')
  .select(['id', 'granted_until', 'decided_as']).where('person_id', '=', personId).where('decision', '=', sql.lit('approved')).where('revoked_at', 'is', null)
  .where('granted_until', '>=', day).where('from_day', '<=', day).where('in_school', '=', sql.lit(1))
  .orderBy('decided_as').orderBy('granted_until', 'desc').orderBy('id'))

/** Who is here on a day (YYYY-MM-DD) and of one of some kinds, as a form's choices, by surname. */
export const listOfKinds = prepared((db: Db, kinds: PersonKind[], day: string) => db.selectFrom('people')
  .select(['id as value', 'name as label']).where('kind', 'in', kinds).where(hasBegun(day)).where(notLeft(day)).orderBy('sort_name').orderBy('id'))
