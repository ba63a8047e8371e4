import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

function declared(db: Db) {
  return db.selectFrom('personal_devices as x').innerJoin('people as p', 'p.id', 'x.person_id').leftJoin('people as h', 'h.id', 'x.authorised_by_id')
    .selectAll('x').select(['p.name as person', 'p.last_day', 'h.name as authorised_by'])
}

export type DeclaredRow = Awaited<ReturnType<typeof listOwn>>[number]

/** One adult's, the newest first. */
export const listOwn = prepared((db: Db, personId: string, limit: number) => declared(db).where('x.person_id', '=', personId).orderBy('x.id', 'desc').limit(limit))

export const findDeclared = preparedFirst((db: Db, id: string) => declared(db).where('x.id', '=', id))

/** Those that wait for somebody's yes on a day (YYYY-MM-DD), the oldest first. */
export const listWaiting = prepared((db: Db, today: string, limit: number) => declared(db)
  .where('x.authorised_at', 'is', null).where('x.withdrawn_at', 'is', null).where('x.needs', '<>', sql.lit('nobody'))
  .where((e) => e.or([e('x.until_day', 'is', null), e('x.until_day', '>=', today)]))
  .where((e) => e.or([e('p.last_day', 'is', null), e('p.last_day', '>=', today)]))
  .orderBy('x.id').limit(limit))

/** Everybody's, the newest first, those before `before` (an id) when it is given. */
export function listAll(db: Db, before: string | null, limit: number): Promise<DeclaredRow[]> {
  return declared(db).$if(before !== null, (q) => q.where('x.id', '<', before!)).orderBy('x.id', 'desc').limit(limit).execute()
}

export async function insertDeclared(db: Db, row: Row<'personal_devices'>): Promise<void> {
  await db.insertInto('personal_devices').values(row).execute()
}

export async function writeDeclared(db: Db, id: string, columns: Partial<Row<'personal_devices'>>): Promise<void> {
  await db.updateTable('personal_devices').set(columns).where('id', '=', id).execute()
}
