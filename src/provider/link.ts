import { endLinks, findOpenLink } from '../accounts/store.ts'
import { newToken, tokenHash } from '../auth/passwords.ts'
import { endSessionsOf } from '../auth/sessions.ts'
import { dayOf } from '../calendar/days.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import { arrivalEnds, type Identity } from './rules.ts'
import { deleteArrivals, deleteSubjectsOf, findArrival, findLinked, insertArrival, insertSubject } from './store.ts'

export type Linked = 'linked' | 'taken' | 'over'

/** Keeps for ten minutes who came back for an account; the answer is the token that only the browser has. */
export async function keepArrival(db: Db, identity: Identity, accountId: string, now: Date): Promise<string> {
  const token = newToken()
  await act(db, async (db) => {
    await deleteArrivals(db, accountId)
    await insertArrival(db, tokenHash(token), identity, accountId, arrivalEnds(now))
  })
  return token
}

/** From now on whoever arrived signs in to the account they are in; asked for with the present password (M19). */
export function linkOwn(db: Db, accountId: string, arrival: string, now: Date): Promise<Linked> {
  return act(db, (db) => link(db, accountId, arrival, now))
}

/** The same with the link of an invitation, which is used up by it; every session of the person ends. */
export function linkInvited(db: Db, invitation: string, arrival: string, now: Date): Promise<Linked> {
  return act(db, async (db) => {
    const invited = await findOpenLink(db, tokenHash(invitation), now, dayOf(now))
    if (!invited) return 'over'
    const linked = await link(db, invited.account_id, arrival, now)
    if (linked !== 'linked') return linked
    await endLinks(db, invited.account_id, now)
    await endSessionsOf(db, invited.person_id)
    return linked
  })
}

async function link(db: Act, accountId: string, arrival: string, now: Date): Promise<Linked> {
  const who = await findArrival(db, tokenHash(arrival), accountId, now, dayOf(now))
  if (!who) return 'over'
  await deleteArrivals(db, accountId)
  const linked = await findLinked(db, who)
  if (linked && linked.id !== accountId) return 'taken'
  await deleteSubjectsOf(db, accountId)
  await insertSubject(db, who, accountId, now)
  const actor = { person_id: who.person_id, desk_id: null }
  await record(db, actor, now, { verb: 'provider.linked', subject: 'person', subject_id: who.person_id })
  return 'linked'
}

/** The account's own password is the only way in again. */
export function unlinkOwn(db: Db, own: { id: string, person_id: string }, now: Date): Promise<void> {
  return act(db, async (db) => {
    await deleteSubjectsOf(db, own.id)
    const actor = { person_id: own.person_id, desk_id: null }
    await record(db, actor, now, { verb: 'provider.unlinked', subject: 'person', subject_id: own.person_id })
  })
}
