import { tokenHash } from '../auth/passwords.ts'
import { isOpen } from '../auth/rules.ts'
import { endSessionsOf } from '../auth/sessions.ts'
import { findAccountByEmail } from '../auth/store.ts'
import { dayOf } from '../calendar/days.ts'
import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import { type Sender, sendLink } from './link.ts'
import { endLinks, findOpenLink, findOwner, setPassword } from './store.ts'

/** Sets the password that a link allows, once; every session of the person ends. False when the link no longer works. */
export function choosePassword(db: Db, token: string, passwordHash: string, now: Date): Promise<boolean> {
  return act(db, async (db) => {
    const link = await findOpenLink(db, tokenHash(token), now, dayOf(now))
    if (!link) return false
    await setPassword(db, link.account_id, passwordHash)
    await endLinks(db, link.account_id, now)
    await endSessionsOf(db, link.person_id)
    const actor = { person_id: link.person_id, desk_id: null }
    await record(db, actor, now, { verb: 'password.chosen', subject: 'person', subject_id: link.person_id })
    return true
  })
}

/** Sends a link to whoever signs in with this address; nothing at all where nobody does. */
export function answerForgotten(db: Db, email: string, sender: Sender, now: Date): Promise<void> {
  return act(db, async (db) => {
    const account = await findAccountByEmail(db, email)
    if (!account || !isOpen(account, dayOf(now))) return
    const owner = await findOwner(db, account.person_id)
    const to = { account_id: account.id, person_id: account.person_id, name: owner?.name ?? '', email }
    await sendLink(db, to, sender, 'new-password', now)
  })
}

/** A new password in place of the present one: every other session of the person ends, and every link. */
export function changePassword(db: Db, own: { id: string, person_id: string, session_id: string }, passwordHash: string, now: Date): Promise<void> {
  return act(db, async (db) => {
    await setPassword(db, own.id, passwordHash)
    await endLinks(db, own.id, now)
    await endSessionsOf(db, own.person_id, own.session_id)
    const actor = { person_id: own.person_id, desk_id: null }
    await record(db, actor, now, { verb: 'password.changed', subject: 'person', subject_id: own.person_id })
  })
}
