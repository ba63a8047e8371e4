import { pinMatches } from '../accounts/pin.ts'
import type { Db } from '../database/open.ts'
import type { Role } from '../database/tables.ts'
import { dayOf } from '../calendar/days.ts'
import { notLeft } from '../people/here.ts'
import { tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'

/** Somebody in a role, proved at a desk by badge and PIN; null tells a wrong PIN and the wrong person apart from nothing. */
export async function provedHolder(db: Db, role: Role, { badge, pin }: { badge: string, pin: string }, now: Date): Promise<string | null> {
  const tag = await findTag(db, tagText(badge))
  if (!tag?.person_id || !await isHolder(db, role, tag.person_id, dayOf(now))) return null
  return await pinMatches(db, tag.person_id, pin, now) === 'right' ? tag.person_id : null
}

async function isHolder(db: Db, role: Role, personId: string, today: string): Promise<boolean> {
  const row = await db.selectFrom('person_roles as r').innerJoin('people as p', 'p.id', 'r.person_id').select('p.id')
    .where('p.id', '=', personId).where('r.role', '=', role)
    .where(notLeft(today, 'p')).executeTakeFirst()
  return row !== undefined
}
