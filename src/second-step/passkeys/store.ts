import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'

export type Passkey = Awaited<ReturnType<typeof listPasskeys>>[number]

export function listPasskeys(db: Db, accountId: string) {
  return db.selectFrom('passkeys').select(['id', 'credential', 'public_key', 'counter', 'name', 'made_at', 'last_used_at'])
    .where('account_id', '=', accountId).orderBy('made_at').orderBy('id').execute()
}

export type NewPasskey = { account_id: string, credential: string, public_key: string, counter: number, name: string }

/** Throws a unique violation when the device's key is here already. */
export async function insertPasskey(db: Db, passkey: NewPasskey, now: Date): Promise<void> {
  await db.insertInto('passkeys').values({ id: newId(), ...passkey, made_at: now.toISOString(), last_used_at: null }).execute()
}

/** False when it was used meanwhile, or is gone. */
export async function countUse(db: Db, { id, counter }: Pick<Passkey, 'id' | 'counter'>, next: number, now: Date): Promise<boolean> {
  const result = await db.updateTable('passkeys').set({ counter: next, last_used_at: now.toISOString() })
    .where('id', '=', id).where('counter', '=', counter).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deletePasskey(db: Db, accountId: string, id: string): Promise<boolean> {
  const result = await db.deleteFrom('passkeys').where('account_id', '=', accountId).where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** The question that a session's browser answers with a new passkey; null ends it. */
export async function writeChallenge(db: Db, sessionId: string, challenge: string | null): Promise<void> {
  await db.updateTable('sessions').set({ challenge }).where('id', '=', sessionId).execute()
}

export async function readChallenge(db: Db, sessionId: string): Promise<string | null> {
  const session = await db.selectFrom('sessions').select('challenge').where('id', '=', sessionId).executeTakeFirst()
  return session?.challenge ?? null
}
