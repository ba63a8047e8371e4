import { newToken, tokenHash } from '../auth/passwords.ts'
import type { Act } from '../database/act.ts'
import { dayOf } from '../calendar/days.ts'
import { sayFor } from '../http/say.ts'
import { queueMail } from '../mail/queue.ts'
import { linkEnds } from './rules.ts'
import { endLinks, insertLink } from './store.ts'

/** How a letter and a page name the school and its address. */
export type Sender = { school: string, address: string }
export type Recipient = { account_id: string, person_id: string, name: string, email: string }
export type Link = { href: string, ends_at: string }

/** Makes the one link of an account with which a password is chosen, and puts it in a letter; earlier links end (M19). */
export async function sendLink(db: Act, to: Recipient, sender: Sender, letter: 'account' | 'new-password', now: Date): Promise<Link> {
  const token = newToken()
  const ends_at = linkEnds(now)
  await endLinks(db, to.account_id, now)
  await insertLink(db, { token_hash: tokenHash(token), account_id: to.account_id, created_at: now.toISOString(), ends_at, used_at: null })
  const href = `${sender.address}/new-password/${token}`
  const subject = letter === 'account' ? 'Choose your password for Kitbook' : 'Choose your new Kitbook password'
  const say = sayFor(now)
  const until = `${say.time(ends_at)} on ${say.fullDay(dayOf(ends_at))}`
  const model = { name: to.name, email: to.email, school: sender.school, link: href, until }
  await queueMail(db, { person_id: to.person_id, to: to.email, subject, letter, model }, now)
  return { href, ends_at }
}
