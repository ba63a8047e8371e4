import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'

export type DeviceSet = Row<'sets'>

export function findSet(db: Db, code: string): Promise<DeviceSet | undefined> {
  return db.selectFrom('sets').selectAll().where('code', '=', code).executeTakeFirst()
}

export function findSetById(db: Db, id: string): Promise<DeviceSet | undefined> {
  return db.selectFrom('sets').selectAll().where('id', '=', id).executeTakeFirst()
}

export function listSetNames(db: Db): Promise<DeviceSet[]> {
  return db.selectFrom('sets').selectAll().orderBy('name').orderBy('code').execute()
}

/** Every set with how many devices live in it and how many of those are out or out of use now. */
export function listSets(db: Db) {
  return db.selectFrom('sets as s').leftJoin('devices as d', 'd.set_id', 's.id')
    .leftJoin('loans as l', (join) => join.onRef('l.device_id', '=', 'd.id').on('l.returned_at', 'is', null).on('l.voided_at', 'is', null))
    .leftJoin('out_of_use as o', (join) => join.onRef('o.device_id', '=', 'd.id').on('o.until_at', 'is', null))
    .select((e) => ['s.id', 's.code', 's.name', 's.place', 's.slots', e.fn.count<number>('d.id').as('devices'),
      e.fn.count<number>('l.id').as('out'), e.fn.count<number>('o.id').as('out_of_use')])
    .groupBy(['s.id', 's.code', 's.name', 's.place', 's.slots']).orderBy('s.name').orderBy('s.code').execute()
}

export async function insertSet(db: Db, set: DeviceSet): Promise<void> {
  await db.insertInto('sets').values(set).execute()
}

export async function updateSet(db: Db, id: string, set: Partial<DeviceSet>): Promise<void> {
  await db.updateTable('sets').set(set).where('id', '=', id).execute()
}
