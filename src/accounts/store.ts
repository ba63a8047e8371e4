import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'
import { notLeft } from '../people/here.ts'

export async function insertAccount(db: Db, account: Row<'accounts'>): Promise<void> {
  await db.insertInto('accounts').values(account).execute()
}

export async function setClosed(db: Db, id: string, closedAt: string | null): Promise<void> {
  await db.updateTable('accounts').set({ closed_at: closedAt }).where('id', '=', id).execute()
}

/** The address that an account signs in with; one that another account has is a unique violation. */
export async function setEmail(db: Db, id: string, email: string): Promise<void> {
  await db.updateTable('accounts').set({ email }).where('id', '=', id).execute()
}

export async function setPassword(db: Db, id: string, passwordHash: string): Promise<void> {
  await db.updateTable('accounts').set({ password_hash: passwordHash }).where('id', '=', id).execute()
}

export async function readPassword(db: Db, id: string): Promise<string | null> {
  const account = await db.selectFrom('accounts').select('password_hash').where('id', '=', id).executeTakeFirst()
  return account?.password_hash ?? null
}

export async function insertLink(db: Db, link: Row<'password_links'>): Promise<void> {
  await db.insertInto('password_links').values(link).execute()
}

/** A link that still works, with its account: not used, not run out, the account open, its person here on `today`. */
export function findOpenLink(db: Db, tokenHash: string, now: Date, today: string) {
  return db.selectFrom('password_links as l').innerJoin('accounts as a', 'a.id', 'l.account_id')
    .innerJoin('people as p', 'p.id', 'a.person_id')
    .select(['a.id as account_id', 'a.person_id', 'a.email', 'p.name'])
    .where('l.token_hash', '=', tokenHash).where('l.used_at', 'is', null).where('l.ends_at', '>', now.toISOString())
    .where('a.closed_at', 'is', null)
    .where(notLeft(today, 'p')).executeTakeFirst()
}

/** No link of the account works from now on. */
export async function endLinks(db: Db, accountId: string, now: Date): Promise<void> {
  await db.updateTable('password_links').set({ used_at: now.toISOString() })
    .where('account_id', '=', accountId).where('used_at', 'is', null).execute()
}

export function findOwner(db: Db, personId: string) {
  return db.selectFrom('people').select(['id', 'name', 'email', 'last_day']).where('id', '=', personId).executeTakeFirst()
}
