import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

/** What there is and who holds it now: a line each, and one without a holder for what nobody holds. */
export const listHeld = prepared((db: Db) => db.selectFrom('master_passwords as m')
  .leftJoin('master_password_holders as h', (join) => join.onRef('h.master_password_id', '=', 'm.id').on('h.until_day', 'is', null))
  .leftJoin('people as p', 'p.id', 'h.person_id')
  .select(['m.id', 'm.name', 'h.id as holder_id', 'h.person_id', 'h.from_day', 'p.name as holder', 'p.last_day'])
  .where('m.ended_at', 'is', null).orderBy('m.search_name').orderBy('p.sort_name').orderBy('h.id'))

export type HeldRow = Awaited<ReturnType<typeof listHeld>>[number]

/** Everything that ever was, for the file. */
export function listEver(db: Db) {
  return db.selectFrom('master_passwords as m').leftJoin('master_password_holders as h', 'h.master_password_id', 'm.id').leftJoin('people as p', 'p.id', 'h.person_id')
    .select(['m.name', 'm.ended_at', 'p.name as holder', 'p.last_day', 'h.from_day', 'h.until_day'])
    .orderBy('m.search_name').orderBy('m.id').orderBy('h.from_day').orderBy('h.id').execute()
}

export const findMasterPassword = preparedFirst((db: Db, id: string) =>
  db.selectFrom('master_passwords').selectAll().where('id', '=', id).where('ended_at', 'is', null))

export async function insertMasterPassword(db: Db, row: Row<'master_passwords'>): Promise<void> {
  await db.insertInto('master_passwords').values(row).execute()
}

export async function insertHolder(db: Db, row: Row<'master_password_holders'>): Promise<void> {
  await db.insertInto('master_password_holders').values(row).execute()
}

/** Whose part ended, if it had not before; a day is YYYY-MM-DD. */
export function endHolder(db: Db, masterPasswordId: string, id: string, day: string): Promise<{ person_id: string } | undefined> {
  return db.updateTable('master_password_holders').set({ until_day: day }).where('id', '=', id).where('master_password_id', '=', masterPasswordId)
    .where('until_day', 'is', null).returning('person_id').executeTakeFirst()
}

export async function endAll(db: Db, id: string, at: string, day: string): Promise<void> {
  await db.updateTable('master_password_holders').set({ until_day: day }).where('master_password_id', '=', id).where('until_day', 'is', null).execute()
  await db.updateTable('master_passwords').set({ ended_at: at }).where('id', '=', id).execute()
}
