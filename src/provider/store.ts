import type { Db } from '../database/open.ts'
import { notLeft } from '../people/here.ts'
import type { Identity } from './rules.ts'

/** The account that somebody's identity at the provider signs in, whatever its state. */
export function findLinked(db: Db, { issuer, subject }: Identity) {
  return db.selectFrom('provider_subjects as s').innerJoin('accounts as a', 'a.id', 's.account_id')
    .innerJoin('people as p', 'p.id', 'a.person_id').select(['a.id', 'a.person_id', 'a.closed_at', 'p.last_day'])
    .where('s.issuer', '=', issuer).where('s.subject', '=', subject).executeTakeFirst()
}

export function findLinkOf(db: Db, accountId: string) {
  return db.selectFrom('provider_subjects').select(['issuer', 'linked_at']).where('account_id', '=', accountId).executeTakeFirst()
}

export async function insertSubject(db: Db, { issuer, subject }: Identity, account_id: string, now: Date): Promise<void> {
  await db.insertInto('provider_subjects').values({ issuer, subject, account_id, linked_at: now.toISOString() }).execute()
}

export async function deleteSubjectsOf(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('provider_subjects').where('account_id', '=', accountId).execute()
}

export async function insertArrival(db: Db, tokenHash: string, identity: Identity, account_id: string, ends_at: string): Promise<void> {
  await db.insertInto('provider_arrivals').values({ token_hash: tokenHash, ...identity, account_id, ends_at }).execute()
}

/** Who came back from the provider for this very account and has not yet said yes. */
export function findArrival(db: Db, tokenHash: string, accountId: string, now: Date, today: string) {
  return db.selectFrom('provider_arrivals as w').innerJoin('accounts as a', 'a.id', 'w.account_id')
    .innerJoin('people as p', 'p.id', 'a.person_id').select(['w.issuer', 'w.subject', 'w.shown', 'a.person_id'])
    .where('w.token_hash', '=', tokenHash).where('w.account_id', '=', accountId).where('w.ends_at', '>', now.toISOString())
    .where('a.closed_at', 'is', null).where(notLeft(today, 'p')).executeTakeFirst()
}

export async function deleteArrivals(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('provider_arrivals').where('account_id', '=', accountId).execute()
}
