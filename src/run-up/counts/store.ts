import { insertInParts } from '../../database/insert-in-parts.ts'
import { sql } from 'kysely'
import type { Db } from '../../database/open.ts'
import { prepared, preparedFirst } from '../../database/prepared.ts'
import type { Row } from '../../database/tables.ts'

const counts = (db: Db) => db.selectFrom('sealed_counts as c').leftJoin('people as p', 'p.id', 'c.sealed_by_id')
  .leftJoin('people as w', 'w.id', 'c.witness_id').leftJoin('people as o', 'o.id', 'c.opened_by_id')
  .selectAll('c').select(['p.name as sealed_by', 'w.name as witness', 'o.name as opened_by'])

export type SealedCount = NonNullable<Awaited<ReturnType<typeof findCount>>>

export const findCount = preparedFirst((db: Db, id: string) => counts(db).where('c.id', '=', id))

export const findCountOf = preparedFirst((db: Db, holiday: string) => counts(db).where('c.holiday', '=', holiday))

/** The latest first, those sealed before `before` (UTC ISO). */
export const listCounts = prepared((db: Db, before: string, limit: number) => counts(db)
  .where('c.sealed_at', '<', before).orderBy('c.sealed_at', 'desc').limit(limit))

export const insertCount = prepared((db: Db, count: Row<'sealed_counts'>) => db.insertInto('sealed_counts').values(count))

export function insertLines(db: Db, lines: Row<'sealed_lines'>[]): Promise<void> {
  return insertInParts(db, 'sealed_lines', lines)
}

const seenSince = (column: 'seen_at' | 'place', since: string) => sql<string | null>`(select ${sql.ref(`s3.${column}`)} from sightings s3
  where s3.device_id = n.device_id and s3.seen_at > ${since} order by s3.seen_at limit 1)`

/** The lines of a count with the names that its ids mean now, and when each device was first seen after an instant (UTC ISO); one that is gone has no code. */
export const listLines = prepared((db: Db, countId: string, since: string) => db.selectFrom('sealed_lines as n')
  .leftJoin('devices as d', 'd.id', 'n.device_id').leftJoin('device_types as t', 't.id', 'd.type_id').leftJoin('people as h', 'h.id', 'n.holder_id')
  .select(['n.device_id', 'd.code', 't.name as type_name', 'd.serial', 'n.result', 'n.reason', 'n.loan_id', 'h.name as holder', 'n.last_seen_at', 'n.last_place', 'n.again_at'])
  .select([seenSince('seen_at', since).as('since_at'), seenSince('place', since).as('since_place')])
  .where('n.count_id', '=', countId).orderBy('d.code'))

export type SealedLine = Awaited<ReturnType<typeof listLines>>[number]

/** What of a count was counted again; what was counted before stays as it was. */
export const countAgain = prepared((db: Db, countId: string, deviceIds: string[], at: string, byId: string) => db.updateTable('sealed_lines')
  .set({ again_at: at, again_by_id: byId }).where('count_id', '=', countId).where('device_id', 'in', deviceIds).where('again_at', 'is', null))

export const countMissing = preparedFirst((db: Db, countId: string) => db.selectFrom('sealed_lines').select((e) => e.fn.countAll<number>().as('n'))
  .where('count_id', '=', countId).where('result', '=', sql.lit('locked up' as const)).where('again_at', 'is', null))

export async function setOpened(db: Db, id: string, opening: { opened_at: string, opened_by_id: string, missing_count: number }): Promise<void> {
  await db.updateTable('sealed_counts').set(opening).where('id', '=', id).where('opened_at', 'is', null).execute()
}
