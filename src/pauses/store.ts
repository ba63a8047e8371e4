import { dayOf, instantsOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'

export async function findPause(db: Db, id: string): Promise<Row<'pauses'> | undefined> {
  return db.selectFrom('pauses').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertPause(db: Db, pause: Row<'pauses'>): Promise<void> {
  await db.insertInto('pauses').values(pause).execute()
}

/** Whether it was still open, and is ended now. */
export async function closePause(db: Db, id: string, byId: string | null, until: string): Promise<boolean> {
  const result = await db.updateTable('pauses').set({ until_at: until, ended_by_id: byId })
    .where('id', '=', id).where('until_at', 'is', null).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

const paused = (db: Db, since: string) => db.selectFrom('loans').select(['id as loan_id', 'device_id', 'due_at'])
  .where('voided_at', 'is', null).where('due_at', '>=', since).where('due_at', '<', instantsOf(dayOf(since)).until)

/** What falls due on the rest of the day since a pause began: what is out, and what came back while it lasted. */
export async function listPaused(db: Db, since: string) {
  const out = await paused(db, since).where('returned_at', 'is', null).orderBy('id').execute()
  const back = await paused(db, since).where('returned_at', '>=', since).orderBy('id').execute()
  return [...out, ...back]
}
