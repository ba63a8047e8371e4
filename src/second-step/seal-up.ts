import { sql } from 'kysely'
import { act, isSqlite } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { sealed, type SealKey } from './seal.ts'
import { listUnsealed, replaceSecret } from './store.ts'

/**
 * Seals what stands plain from before, in a backup that was put back say; a migration does not know the key. SQLite is told to
 * wipe what it lets go of meanwhile, as a backup copies the file with its gaps.
 */
export async function sealUp(db: Db, key: SealKey): Promise<void> {
  const plain = await listUnsealed(db)
  if (plain.length === 0) return
  if (isSqlite(db)) await sql`pragma secure_delete = on`.execute(db)
  await act(db, async (db) => {
    for (const { account_id, secret } of plain) await replaceSecret(db, account_id, sealed(key, account_id, secret))
  })
  if (isSqlite(db)) await sql`pragma secure_delete = off`.execute(db)
}
