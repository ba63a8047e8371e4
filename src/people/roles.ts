import { endLinks } from '../accounts/store.ts'
import type { Account } from '../auth/account.ts'
import { endSessionsOf } from '../auth/sessions.ts'
import { findAccountOf, hasOtherLead, listRolesOf } from '../auth/store.ts'
import { dayOf } from '../calendar/days.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import type { Role } from '../database/tables.ts'
import { Forbidden } from '../errors.ts'
import { record } from '../events/record.ts'
import { roleChange } from './role-rules.ts'
import { findPerson, giveRoles, listHeldRoles, takeRoles } from './store.ts'

/**
 * Gives and takes roles as ticked; the person's sessions end, and so do links for a new password, which another may have
 * seen (not the very first one, so that a new account can be given before its roles).
 * The answer is why not, or null. Throws Forbidden for a role that is not the granter's to change, NotFound (M19).
 */
export function changeRoles(db: Db, personId: string, ticked: Role[], granter: Account, now: Date): Promise<string | null> {
  return act(db, (db) => changeRolesIn(db, personId, ticked, granter, now))
}

/** The same inside an act that does more. */
export async function changeRolesIn(db: Act, personId: string, ticked: Role[], granter: Account, now: Date): Promise<string | null> {
  const { id, name } = await findPerson(db, personId)
  const change = roleChange({
    granter: await listRolesOf(db, granter.person_id), self: granter.person_id === id,
    held: await listRolesOf(db, id), ticked, in_school: await listHeldRoles(db),
    other_lead: await hasOtherLead(db, id, dayOf(now)),
  })
  if (change.refused === 'not yours') throw new Forbidden('That is not a role you can give or take.')
  if (change.refused !== null) return `${name} is the only computing lead. Name another one first`
  if (change.given.length + change.taken.length === 0) return null
  await giveRoles(db, id, change.given)
  await takeRoles(db, id, change.taken)
  await endSessionsOf(db, id)
  const account = await findAccountOf(db, id)
  if (account?.password_hash) await endLinks(db, account.id, now)
  await record(db, { person_id: granter.person_id, desk_id: null }, now, {
    verb: 'roles.changed', subject: 'person', subject_id: id, data: { given: change.given.join(' '), taken: change.taken.join(' ') },
  })
  return null
}
