import { endSessionsOf } from '../auth/sessions.ts'
import { findAccountOf, hasOtherLead, listRolesOf } from '../auth/store.ts'
import { dayOf } from '../calendar/days.ts'
import { act, type Act, isUniqueViolation } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import { deleteSecondStep } from '../second-step/store.ts'
import type { Giver, Receiver } from './give.ts'
import { mayTakeInHand } from './rules.ts'
import { endLinks, setClosed, setEmail } from './store.ts'

type Refused = string | null

/** Closes an account and ends its sessions. The answer is why not, or null when it is closed (M13, M19). */
export function closeAccount(db: Db, of: Receiver, closer: Giver, now: Date): Promise<Refused> {
  return act(db, (db) => closeIn(db, of, closer, now))
}

/** The same inside an act that does more. */
export function closeIn(db: Act, of: Receiver, closer: Giver, now: Date): Promise<Refused> {
  return inHand(db, of, closer, now, 'account.closed', async (db, account) => {
    const roles = await listRolesOf(db, of.id)
    if (roles.includes('lead') && !await hasOtherLead(db, of.id, dayOf(now))) return `${of.name} is the only computing lead. Name another one first.`
    await setClosed(db, account.id, now.toISOString())
    return null
  })
}

/** Somebody has lost their authenticator and its codes: the next time they sign in with one step, or set it up anew. */
export function resetSecondStep(db: Db, of: Receiver, by: Giver, now: Date): Promise<Refused> {
  return act(db, (db) => inHand(db, of, by, now, 'second step.reset', async (db, account) => {
    return await deleteSecondStep(db, account.id) ? null : `${of.name} has no two-step sign-in.`
  }))
}

/** From now on the account signs in with the email address that its person has. The answer is as closeAccount's. */
export function followEmail(db: Db, of: Receiver, changer: Giver, now: Date): Promise<Refused> {
  const email = of.email
  if (email === null) return Promise.resolve(`${of.name} has no email address.`)
  return act(db, (db) => inHand(db, of, changer, now, 'account.email changed', async (db, account) => {
    await setEmail(db, account.id, email)
    return null
  })).catch((error: unknown) => {
    if (isUniqueViolation(error)) return `${email} signs somebody else in.`
    throw error
  })
}

/** Whatever is done to another's account also ends its sessions and links. */
async function inHand(
  db: Act, of: Receiver, by: Giver, now: Date, verb: string, run: (db: Act, account: { id: string }) => Promise<Refused>,
): Promise<Refused> {
  const account = await findAccountOf(db, of.id)
  if (!account || account.closed_at) return `${of.name} has no open account.`
  const facts = { granter: by.roles, self: of.id === by.person_id, roles: await listRolesOf(db, of.id) }
  if (!mayTakeInHand(facts)) return facts.self ? 'This is your own account.' : `Only who may give ${of.name}’s roles can do that.`
  const refused = await run(db, account)
  if (refused) return refused
  await endLinks(db, account.id, now)
  await endSessionsOf(db, of.id)
  await record(db, { person_id: by.person_id, desk_id: null }, now, { verb, subject: 'person', subject_id: of.id })
  return null
}
