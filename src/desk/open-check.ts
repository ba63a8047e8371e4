import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import { hasBegun, notLeft } from '../people/here.ts'
import { tagText } from '../tags/scan.ts'
import { setChecker } from './session.ts'

/** Long enough to sweep a suite; then a badge is asked for again. */
const CHECK_MS = 30 * 60_000

/** Opens the end-of-day check on a desk to the badge of somebody who may do it (M5); why not, in words, or null. */
export function openCheck(db: Db, deskId: string, badge: string, now: Date): Promise<string | null> {
  return act(db, async (db) => {
    const text = tagText(badge)
    const person = await findByBadge(db, text, dayOf(now))
    if (!person) return `“${text}” is no badge of anybody who works here now`
    if (!can(person.roles, 'do-end-of-day')) return 'This badge does not open the end-of-day check'
    await setChecker(db, deskId, { checker_id: person.id, checker_until: new Date(now.getTime() + CHECK_MS).toISOString() })
    await record(db, { person_id: person.id, desk_id: deskId }, now, { verb: 'check.opened', subject: 'desk', subject_id: deskId })
    return null
  })
}

async function findByBadge(db: Db, text: string, today: string) {
  const rows = await db.selectFrom('tags as t').innerJoin('people as p', 'p.id', 't.person_id').leftJoin('person_roles as r', 'r.person_id', 'p.id')
    .select(['p.id', 'r.role']).where('t.text', '=', text).where(notLeft(today, 'p')).where(hasBegun(today, 'p')).execute()
  return rows[0] && { id: rows[0].id, roles: rows.flatMap(({ role }) => role ?? []) }
}
