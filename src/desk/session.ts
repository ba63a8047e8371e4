import type { Db } from '../database/open.ts'
import { preparedFirst } from '../database/prepared.ts'
import { newId } from '../database/ids.ts'
import { newToken, tokenHash } from '../auth/passwords.ts'
import type { Row } from '../database/tables.ts'
import type { Desk } from './desk.ts'

/** A desk has no time-out; its cookie lasts as long as browsers allow. */
export const DESK_MS = 400 * 24 * 3600_000

const findByToken = preparedFirst((db: Db, hash: string) =>
  db.selectFrom('desks').select(['id', 'name', 'set_id', 'at_desk', 'checker_id', 'checker_until'])
    .where('token_hash', '=', hash).where('closed_at', 'is', null))

export async function findDesk(db: Db, token: string, now: Date): Promise<Desk | null> {
  const found = await findByToken(db, tokenHash(token))
  if (!found) return null
  const { checker_until, checker_id, ...desk } = found
  return { ...desk, checker_id: checker_until !== null && now.toISOString() < checker_until ? checker_id : null }
}

export function listOpenDesks(db: Db) {
  return db.selectFrom('desks as d').leftJoin('sets as s', 's.id', 'd.set_id').select(['d.id', 'd.name', 'd.opened_at', 's.name as set_name'])
    .where('d.closed_at', 'is', null).orderBy('d.name').execute()
}

/**
 * Opens a desk under a name and returns the token for its machine; a desk of that name elsewhere is closed.
 * `setId` is the trolley it lives on, if it does.
 */
export async function openDesk(db: Db, name: string, byId: string, now: Date, setId: string | null = null): Promise<string> {
  await db.updateTable('desks').set({ closed_at: now.toISOString(), token_hash: null })
    .where('name', '=', name).where('closed_at', 'is', null).execute()
  const token = newToken()
  await db.insertInto('desks').values({
    id: newId(), name, set_id: setId, token_hash: tokenHash(token), opened_at: now.toISOString(), opened_by_id: byId,
    closed_at: null, at_desk: '{}', checker_id: null, checker_until: null,
  }).execute()
  return token
}

/** Closed already, it stays so; false where there is no such desk. */
export async function closeDesk(db: Db, id: string, now: Date): Promise<boolean> {
  const result = await db.updateTable('desks').set((e) => ({ closed_at: e.fn.coalesce('closed_at', e.val(now.toISOString())), token_hash: null }))
    .where('id', '=', id).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function setChecker(db: Db, id: string, checker: Pick<Row<'desks'>, 'checker_id' | 'checker_until'>): Promise<void> {
  await db.updateTable('desks').set(checker).where('id', '=', id).execute()
}
