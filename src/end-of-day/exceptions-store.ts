import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'
import type { Exception } from './rules.ts'

/** The exceptions that hold on a day, by device. */
export async function listExceptionsOn(db: Db, day: string): Promise<Map<string, Exception>> {
  return new Map((await findOn(db, day)).map((found) => [found.device_id, found]))
}

const findOn = prepared((db: Db, day: string) => db.selectFrom('exceptions').select(['id', 'device_id', 'reason', 'until_day'])
  .where('until_day', '>=', day).where('from_day', '<=', day).where('ended_at', 'is', null).orderBy('until_day').orderBy('id'))

/** Those that hold now or will, the one that ends first in front. */
export const listExceptions = prepared((db: Db, day: string, limit: number) => db.selectFrom('exceptions as x')
  .innerJoin('devices as d', 'd.id', 'x.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .leftJoin('people as p', 'p.id', 'x.signed_by_id')
  .select(['x.id', 'd.code', 't.name as type_name', 'x.reason', 'x.from_day', 'x.until_day', 'p.name as signed_by'])
  .where('x.until_day', '>=', day).where('x.ended_at', 'is', null).orderBy('x.until_day').orderBy('x.id').limit(limit))

export async function insertExceptions(db: Db, rows: Row<'exceptions'>[]): Promise<void> {
  await db.insertInto('exceptions').values(rows).execute()
}

/** The device whose exception ended, or undefined where none was open. */
export async function endException(db: Db, id: string, endedAt: string): Promise<string | undefined> {
  const row = await db.updateTable('exceptions').set({ ended_at: endedAt }).where('id', '=', id).where('ended_at', 'is', null)
    .returning('device_id').executeTakeFirst()
  return row?.device_id
}

export async function listIdsOfSet(db: Db, setId: string): Promise<string[]> {
  const rows = await db.selectFrom('devices').select('id').where('set_id', '=', setId).orderBy('slot').execute()
  return rows.map(({ id }) => id)
}
