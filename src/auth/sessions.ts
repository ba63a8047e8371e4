import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import { newId } from '../database/ids.ts'
import type { Role } from '../database/tables.ts'
import { notLeft } from '../people/here.ts'
import type { Account } from './account.ts'
import { newToken, tokenHash } from './passwords.ts'

const HOUR = 3600_000
/** A session ends after a school day at work, or after two hours without a page. */
const LONGEST = 12 * HOUR
const IDLE = 2 * HOUR
/** `last_seen_at` is written this seldom: every write is an fsync. */
const SEEN_EVERY = 5 * 60_000

export const SESSION_MS = LONGEST

/** Starts a session for an account and returns the token that only the browser keeps. */
export async function startSession(db: Db, accountId: string, label: string, now: Date): Promise<string> {
  const [token, at] = [newToken(), now.toISOString()]
  const ends_at = new Date(now.getTime() + LONGEST).toISOString()
  const session = { token_hash: tokenHash(token), id: newId(), account_id: accountId, label: label.slice(0, 120) }
  await act(db, async (db) => {
    await db.insertInto('sessions').values({ ...session, created_at: at, last_seen_at: at, ends_at }).execute()
    await db.insertInto('sign_ins').values({ account_id: accountId, last_at: at })
      .onConflict((c) => c.column('account_id').doUpdateSet({ last_at: at })).execute()
  })
  return token
}

const findSession = prepared((db: Db, hash: string, now: string, idleSince: string, today: string) =>
  db.selectFrom('sessions as s')
    .innerJoin('accounts as a', 'a.id', 's.account_id')
    .innerJoin('people as p', 'p.id', 'a.person_id')
    .leftJoin('person_roles as r', 'r.person_id', 'p.id')
    .select(['a.id', 'a.person_id', 'p.name', 'a.email', 's.id as session_id', 's.last_seen_at', 'r.role'])
    .where('s.token_hash', '=', hash)
    .where('s.ends_at', '>', now)
    .where('s.last_seen_at', '>', idleSince)
    .where('a.closed_at', 'is', null)
    .where(notLeft(today, 'p')))

/**
 * The account behind a token, or null: ended, idle, closed, or past the person's last day. `today` is YYYY-MM-DD.
 * `quietly` for a page that asks for itself anew: an unattended screen does not keep its session from ending.
 */
export async function findViewer(db: Db, token: string, now: Date, today: string, quietly = false): Promise<Account | null> {
  const idleSince = new Date(now.getTime() - IDLE).toISOString()
  const rows = await findSession(db, tokenHash(token), now.toISOString(), idleSince, today)
  const first = rows[0]
  if (!first) return null
  if (!quietly && now.getTime() - Date.parse(first.last_seen_at) > SEEN_EVERY) await touch(db, first.session_id, now)
  const { id, person_id, name, email, session_id } = first
  return { id, person_id, name, email, session_id, roles: rows.map((row) => row.role).filter((role): role is Role => role !== null) }
}

async function touch(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: now.toISOString() }).where('id', '=', id).execute()
}

export function listSessions(db: Db, accountId: string, now: Date) {
  return db.selectFrom('sessions').select(['id', 'label', 'created_at', 'last_seen_at'])
    .where('account_id', '=', accountId).where('ends_at', '>', now.toISOString())
    .where('last_seen_at', '>', new Date(now.getTime() - IDLE).toISOString())
    .orderBy('last_seen_at', 'desc').execute()
}

export async function endSession(db: Db, accountId: string, sessionId: string): Promise<boolean> {
  const result = await db.deleteFrom('sessions').where('account_id', '=', accountId).where('id', '=', sessionId).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** After a change of password or roles every session of the person ends, save the one that made it; so does a sign-in half done. */
export async function endSessionsOf(db: Db, personId: string, keep = ''): Promise<void> {
  await db.deleteFrom('sessions').where('id', '<>', keep)
    .where('account_id', 'in', (q) => q.selectFrom('accounts').select('id').where('person_id', '=', personId))
    .execute()
  await db.deleteFrom('half_sign_ins')
    .where('account_id', 'in', (q) => q.selectFrom('accounts').select('id').where('person_id', '=', personId)).execute()
}
