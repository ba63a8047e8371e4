import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'

/** The kinds of check that the school asks for, with the names of the types that owe each. */
export async function listKinds(db: Db) {
  const kinds = await db.selectFrom('check_kinds').selectAll().where('ended_at', 'is', null).orderBy('position').orderBy('id').execute()
  const owing = await db.selectFrom('check_kind_types as x').innerJoin('device_types as t', 't.id', 'x.type_id')
    .select(['x.kind_id', 't.id', 't.name']).orderBy('t.position').execute()
  const encrypted = await db.selectFrom('device_types').select(['id', 'name']).where('encryption', 'is not', null).orderBy('position').execute()
  return kinds.map((kind) => ({ ...kind, types: kind.built_in ? encrypted : owing.filter(({ kind_id }) => kind_id === kind.id) }))
}

export async function insertKind(db: Db, { id, name, days }: Pick<Row<'check_kinds'>, 'id' | 'name' | 'days'>, typeIds: string[]): Promise<void> {
  const { last } = await db.selectFrom('check_kinds').select((e) => e.fn.max('position').as('last')).executeTakeFirstOrThrow()
  await db.insertInto('check_kinds').values({ id, name, days, position: Number(last ?? 0) + 1, built_in: null, ended_at: null }).execute()
  await insertOwing(db, id, typeIds)
}

/** Whether it was asked for until now; the encryption check belongs to the types and does not end. */
export async function endKind(db: Db, id: string, now: Date): Promise<boolean> {
  const result = await db.updateTable('check_kinds').set({ ended_at: now.toISOString() })
    .where('id', '=', id).where('ended_at', 'is', null).where('built_in', 'is', null).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function countTypes(db: Db, ids: string[]): Promise<number> {
  return (await db.selectFrom('device_types').select('id').where('id', 'in', ids).execute()).length
}

/** A kind that the school added and still asks for, with the types that owe it. */
export async function findKind(db: Db, id: string) {
  return (await listKinds(db)).find((kind) => kind.id === id && kind.built_in === null)
}

export async function updateKind(db: Db, { id, name, days }: Pick<Row<'check_kinds'>, 'id' | 'name' | 'days'>, typeIds: string[]): Promise<void> {
  await db.updateTable('check_kinds').set({ name, days }).where('id', '=', id).execute()
  await db.deleteFrom('check_kind_types').where('kind_id', '=', id).execute()
  await insertOwing(db, id, typeIds)
}

async function insertOwing(db: Db, kindId: string, typeIds: string[]): Promise<void> {
  await db.insertInto('check_kind_types').values([...new Set(typeIds)].map((type_id) => ({ kind_id: kindId, type_id }))).execute()
}
