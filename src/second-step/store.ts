import type { Db } from '../database/open.ts'
import type { Role } from '../database/tables.ts'
import { notLeft } from '../people/here.ts'
import { MARK, opened, sealed, type SealKey } from './seal.ts'

/** `secret` is null where this key does not open it: the database came here without the key that it was sealed with. */
export type Authenticator = { secret: string | null, confirmed_at: string | null }

export async function findAuthenticator(db: Db, key: SealKey, accountId: string): Promise<Authenticator | undefined> {
  const kept = await db.selectFrom('authenticators').select(['secret', 'confirmed_at']).where('account_id', '=', accountId).executeTakeFirst()
  return kept && { ...kept, secret: opened(key, accountId, kept.secret) }
}

export function listUnsealed(db: Db) {
  return db.selectFrom('authenticators').select(['account_id', 'secret']).where('secret', 'not like', `${MARK}%`).execute()
}

export async function replaceSecret(db: Db, accountId: string, secret: string): Promise<void> {
  await db.updateTable('authenticators').set({ secret }).where('account_id', '=', accountId).execute()
}

/** An authenticator that nobody can check any more makes room for a new one. */
export async function deleteAuthenticator(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('authenticators').where('account_id', '=', accountId).execute()
}

/** Since when an account signs in with two steps, by an authenticator or a passkey; null for one step. */
export async function secondStepSince(db: Db, accountId: string): Promise<string | null> {
  const authenticator = await db.selectFrom('authenticators').select('confirmed_at').where('account_id', '=', accountId).executeTakeFirst()
  const passkey = await db.selectFrom('passkeys').select((e) => e.fn.min('made_at').as('since')).where('account_id', '=', accountId).executeTakeFirst()
  return [authenticator?.confirmed_at, passkey?.since].filter((since) => since !== null && since !== undefined).toSorted()[0] ?? null
}

/** A secret that is still to be confirmed; one that is confirmed stays. */
export async function writeSecret(db: Db, key: SealKey, account_id: string, secret: string): Promise<void> {
  const fresh = { secret: sealed(key, account_id, secret), confirmed_at: null, last_step: 0 }
  await db.insertInto('authenticators').values({ account_id, ...fresh, failures: 0, locked_until: null })
    .onConflict((c) => c.column('account_id').doUpdateSet(fresh).where('authenticators.confirmed_at', 'is', null)).execute()
}

export async function setConfirmed(db: Db, accountId: string, now: Date): Promise<void> {
  await db.updateTable('authenticators').set({ confirmed_at: now.toISOString() }).where('account_id', '=', accountId).execute()
}

/** Whether a half minute's code had not been used, nor a later one; from now on it has. */
export async function useStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const result = await db.updateTable('authenticators').set({ last_step: step })
    .where('account_id', '=', accountId).where('last_step', '<', step).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Every way of taking a second step is gone; false when there was none. */
export async function deleteSecondStep(db: Db, accountId: string): Promise<boolean> {
  await db.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
  const passkeys = await db.deleteFrom('passkeys').where('account_id', '=', accountId).executeTakeFirst()
  const result = await db.deleteFrom('authenticators').where('account_id', '=', accountId).executeTakeFirst()
  return result.numDeletedRows > 0n || passkeys.numDeletedRows > 0n
}

export async function replaceRecoveryCodes(db: Db, account_id: string, hashes: string[]): Promise<void> {
  await db.deleteFrom('recovery_codes').where('account_id', '=', account_id).execute()
  await db.insertInto('recovery_codes').values(hashes.map((code_hash) => ({ code_hash, account_id, used_at: null }))).execute()
}

export async function useRecoveryCode(db: Db, accountId: string, hash: string, now: Date): Promise<boolean> {
  const result = await db.updateTable('recovery_codes').set({ used_at: now.toISOString() })
    .where('account_id', '=', accountId).where('code_hash', '=', hash).where('used_at', 'is', null).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function countRecoveryCodes(db: Db, accountId: string): Promise<number> {
  return (await db.selectFrom('recovery_codes').select('code_hash').where('account_id', '=', accountId).where('used_at', 'is', null).execute()).length
}

/** `challenge`: the question that a passkey answers. */
export type Half = { token_hash: string, account_id: string, next: string, ends_at: string, challenge: string }

export async function insertHalf(db: Db, half: Half): Promise<void> {
  await db.insertInto('half_sign_ins').values(half).execute()
}

/** Who has taken the first step of signing in, and still may take the second. */
export function findHalf(db: Db, tokenHash: string, now: Date, today: string) {
  return db.selectFrom('half_sign_ins as h').innerJoin('accounts as a', 'a.id', 'h.account_id').innerJoin('people as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.person_id', 'a.email', 'p.name', 'h.next', 'h.challenge'])
    .where('h.token_hash', '=', tokenHash).where('h.ends_at', '>', now.toISOString())
    .where('a.closed_at', 'is', null).where(notLeft(today, 'p')).executeTakeFirst()
}

/** False when somebody else was quicker to use it. */
export async function deleteHalf(db: Db, tokenHash: string): Promise<boolean> {
  const result = await db.deleteFrom('half_sign_ins').where('token_hash', '=', tokenHash).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** What decides whether somebody needs a second step. */
export async function readStepFacts(db: Db, account: { id: string, person_id: string }): Promise<{ confirmed: boolean, roles: Role[] }> {
  const confirmed = await secondStepSince(db, account.id) !== null
  const roles = await db.selectFrom('person_roles').select('role').where('person_id', '=', account.person_id).execute()
  return { confirmed, roles: roles.map(({ role }) => role) }
}
