import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { PersonKind, Row } from '../database/tables.ts'
import { fold } from '../text/fold.ts'

/** A type with the kinds of people who may not borrow it. */
export type DeviceType = Row<'device_types'> & { not_for: readonly PersonKind[] }
export type DeviceTypeInput = Omit<DeviceType, 'id' | 'search_name'>

const findTypes = prepared((db: Db) =>
  db.selectFrom('device_types').selectAll().orderBy('position').orderBy('search_name'))
const findExclusions = prepared((db: Db) => db.selectFrom('type_not_for').selectAll().orderBy('kind'))

/** All types in the school's own order. */
export async function listTypes(db: Db): Promise<DeviceType[]> {
  const [types, exclusions] = [await findTypes(db), await findExclusions(db)]
  return types.map((type) => ({ ...type, not_for: kindsOf(exclusions, type.id) }))
}

export async function findType(db: Db, id: string): Promise<DeviceType | undefined> {
  const type = await db.selectFrom('device_types').selectAll().where('id', '=', id).executeTakeFirst()
  if (!type) return undefined
  const exclusions = await db.selectFrom('type_not_for').selectAll().where('type_id', '=', id).orderBy('kind').execute()
  return { ...type, not_for: kindsOf(exclusions, id) }
}

/** Writes two tables: call it inside a transaction. A name that is taken is a unique violation. */
export async function insertType(db: Db, input: DeviceTypeInput): Promise<string> {
  const { not_for, ...columns } = input
  const id = newId()
  await db.insertInto('device_types').values({ ...columns, id, search_name: fold(columns.name) }).execute()
  await insertExclusions(db, id, not_for)
  return id
}

/** Writes two tables: call it inside a transaction. A name that is taken is a unique violation. */
export async function updateType(db: Db, id: string, input: DeviceTypeInput): Promise<void> {
  const { not_for, ...columns } = input
  await db.updateTable('device_types').set({ ...columns, search_name: fold(columns.name) })
    .where('id', '=', id).execute()
  await db.deleteFrom('type_not_for').where('type_id', '=', id).execute()
  await insertExclusions(db, id, not_for)
}

export async function lastPosition(db: Db): Promise<number> {
  const { last } = await db.selectFrom('device_types').select((e) => e.fn.max('position').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}

/** How many devices there are of each type, by its id. */
export async function countByType(db: Db): Promise<Map<string, number>> {
  const rows = await db.selectFrom('devices').select((e) => ['type_id', e.fn.countAll<number>().as('n')])
    .groupBy('type_id').execute()
  return new Map(rows.map(({ type_id, n }) => [type_id, Number(n)]))
}

async function insertExclusions(db: Db, id: string, kinds: readonly PersonKind[]): Promise<void> {
  const rows = [...new Set(kinds)].map((kind) => ({ type_id: id, kind }))
  if (rows.length > 0) await db.insertInto('type_not_for').values(rows).execute()
}

function kindsOf(exclusions: Row<'type_not_for'>[], id: string): PersonKind[] {
  return exclusions.filter((row) => row.type_id === id).map((row) => row.kind)
}
