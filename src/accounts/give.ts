import { findAccountOf, listRolesOf } from '../auth/store.ts'
import { act, type Act, isUniqueViolation } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { Role } from '../database/tables.ts'
import { record } from '../events/record.ts'
import { type Link, type Sender, sendLink } from './link.ts'
import { mayTakeInHand } from './rules.ts'
import { insertAccount, setClosed, setEmail } from './store.ts'

export type Giver = { person_id: string, roles: readonly Role[] }
export type Receiver = { id: string, name: string, email: string | null }

/** `link` is null when the giver may not see it: then only the letter has it. */
export type Given = { email: string, link: Link | null } | { refused: string }

/**
 * Gives a person an account, or whoever has one a new link to choose a password with. The link is mailed, and shown
 * to the giver where the giver could give every role that it opens, or when nobody has used the account yet (M19).
 */
export function giveAccount(db: Db, to: Receiver, giver: Giver, sender: Sender, now: Date): Promise<Given> {
  return act(db, (db) => give(db, to, giver, sender, now)).catch((error: unknown) => {
    if (isUniqueViolation(error)) return { refused: `${to.email} signs somebody else in. Give ${to.name} an address of their own.` }
    throw error
  })
}

async function give(db: Act, to: Receiver, giver: Giver, sender: Sender, now: Date): Promise<Given> {
  if (to.email === null) return { refused: `Give ${to.name} an email address first: it is what one signs in with.` }
  const self = to.id === giver.person_id
  if (self) return { refused: 'Change your own password on your account’s page.' }
  const account = await findAccountOf(db, to.id)
  const inHand = mayTakeInHand({ granter: giver.roles, self, roles: await listRolesOf(db, to.id) })
  const isFirst = !account?.password_hash
  if (account?.closed_at && !inHand) return { refused: `Only who may give ${to.name}’s roles can open this account again.` }
  if (account?.closed_at) await open(db, account.id, to.email)
  const account_id = account?.id ?? await add(db, to.id, to.email, now)
  const email = account && !account.closed_at ? account.email : to.email
  const recipient = { account_id, person_id: to.id, name: to.name, email }
  const link = await sendLink(db, recipient, sender, isFirst ? 'account' : 'new-password', now)
  const actor = { person_id: giver.person_id, desk_id: null }
  await record(db, actor, now, { verb: account ? 'account.link given' : 'account.given', subject: 'person', subject_id: to.id })
  return { email, link: isFirst || inHand ? link : null }
}

async function add(db: Act, personId: string, email: string, now: Date): Promise<string> {
  const id = newId()
  await insertAccount(db, { id, person_id: personId, email, password_hash: null, created_at: now.toISOString(), closed_at: null })
  return id
}

async function open(db: Act, id: string, email: string): Promise<void> {
  await setEmail(db, id, email)
  await setClosed(db, id, null)
}
