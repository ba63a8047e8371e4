import type { Db } from '../../database/open.ts'
import { insertInParts } from '../../database/insert-in-parts.ts'
import { prepared, preparedFirst } from '../../database/prepared.ts'
import type { Row } from '../../database/tables.ts'

/** The planned classes, each with the class that it comes from and the one that it became. */
export const listLines = prepared((db: Db, planId: string) => db.selectFrom('new_year_classes as n').leftJoin('classes as f', 'f.id', 'n.from_class_id')
  .selectAll('n').select('f.name as from_name').where('n.plan_id', '=', planId).orderBy('n.id'))

export const listAdults = prepared((db: Db, planId: string) => db.selectFrom('new_year_adults as a').innerJoin('new_year_classes as n', 'n.id', 'a.line_id')
  .select(['a.line_id', 'a.person_id']).where('n.plan_id', '=', planId).orderBy('a.id'))

export const findLine = preparedFirst((db: Db, planId: string, id: string) => db.selectFrom('new_year_classes as n').leftJoin('classes as f', 'f.id', 'n.from_class_id')
  .selectAll('n').select('f.name as from_name').where('n.plan_id', '=', planId).where('n.id', '=', id))

export const listTrolleys = prepared((db: Db, planId: string) => db.selectFrom('new_year_trolleys as t').innerJoin('sets as s', 's.id', 't.set_id')
  .select(['t.set_id', 's.name as set_name', 's.code', 't.line_id']).where('t.plan_id', '=', planId).orderBy('s.name').orderBy('s.code'))

export const listKeepers = prepared((db: Db, planId: string) => db.selectFrom('new_year_keepers as k').innerJoin('devices as d', 'd.id', 'k.device_id')
  .leftJoin('people as p', 'p.id', 'k.keeper_id').leftJoin('people as w', 'w.id', 'k.was_keeper_id')
  .selectAll('k').select(['d.code', 'p.name as keeper', 'w.name as was_keeper']).where('k.plan_id', '=', planId).orderBy('d.code'))

export async function insertLines(db: Db, lines: Row<'new_year_classes'>[], adults: Row<'new_year_adults'>[]): Promise<void> {
  await insertInParts(db, 'new_year_classes', lines)
  await insertInParts(db, 'new_year_adults', adults)
}

export async function updateLine(db: Db, id: string, set: Partial<Row<'new_year_classes'>>): Promise<void> {
  await db.updateTable('new_year_classes').set(set).where('id', '=', id).execute()
}

export async function replaceAdults(db: Db, lineId: string, adults: Row<'new_year_adults'>[]): Promise<void> {
  await db.deleteFrom('new_year_adults').where('line_id', '=', lineId).execute()
  await insertInParts(db, 'new_year_adults', adults)
}

export async function deleteLine(db: Db, id: string): Promise<void> {
  await db.deleteFrom('new_year_classes').where('id', '=', id).execute()
}

export async function replaceTrolleys(db: Db, planId: string, trolleys: Row<'new_year_trolleys'>[]): Promise<void> {
  await db.deleteFrom('new_year_trolleys').where('plan_id', '=', planId).execute()
  await insertInParts(db, 'new_year_trolleys', trolleys)
}

export async function putKeeper(db: Db, keeper: Row<'new_year_keepers'>): Promise<void> {
  await db.insertInto('new_year_keepers').values(keeper).onConflict((c) => c.columns(['plan_id', 'device_id']).doUpdateSet((e) => ({
    keeper_id: e.ref('excluded.keeper_id'), was_keeper_id: e.ref('excluded.was_keeper_id'),
  }))).execute()
}

export async function deleteKeeper(db: Db, planId: string, deviceId: string): Promise<void> {
  await db.deleteFrom('new_year_keepers').where('plan_id', '=', planId).where('device_id', '=', deviceId).execute()
}

export async function setHandedOn(db: Db, id: string, at: string): Promise<void> {
  await db.updateTable('new_year_keepers').set({ done_at: at }).where('id', '=', id).execute()
}
