import type { CustodyFacts } from '../custody/facts.ts'
import { custodyQuery } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

export type DeviceSet = Row<'sets'>

export function findSet(db: Db, code: string): Promise<DeviceSet | undefined> {
  return db.selectFrom('sets').selectAll().where('code', '=', code).executeTakeFirst()
}

export function findSetById(db: Db, id: string): Promise<DeviceSet | undefined> {
  return db.selectFrom('sets').selectAll().where('id', '=', id).executeTakeFirst()
}

export const listSetNames = prepared((db: Db) => db.selectFrom('sets').selectAll().orderBy('name').orderBy('code'))

/** Every set with how many devices live in it and how many of those are out or out of use now. */
export function listSets(db: Db) {
  return db.selectFrom('sets as s').leftJoin('devices as d', 'd.set_id', 's.id')
    .leftJoin('loans as l', (join) => join.onRef('l.device_id', '=', 'd.id')
      .on('l.returned_at', 'is', null).on('l.voided_at', 'is', null))
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

/** The code of the other device in a slot of a set. */
export async function findOccupant(
  db: Db, setId: string, slot: number, exceptId: string | null,
): Promise<string | null> {
  const row = await db.selectFrom('devices').select('code').where('set_id', '=', setId).where('slot', '=', slot)
    .$if(exceptId !== null, (q) => q.where('id', '<>', exceptId)).executeTakeFirst()
  return row?.code ?? null
}

/** The devices of a set with where each stands. */
export function listDevicesOf(db: Db, setId: string): Promise<CustodyFacts[]> {
  return custodyQuery(db).where('d.set_id', '=', setId).orderBy('d.slot').orderBy('d.code').execute()
}

export function findInSet(db: Db, setId: string, code: string) {
  return db.selectFrom('devices').select('id').where('set_id', '=', setId).where('code', '=', code).executeTakeFirst()
}

export async function codeOf(db: Db, deviceId: string): Promise<string> {
  return (await db.selectFrom('devices').select('code').where('id', '=', deviceId).executeTakeFirstOrThrow()).code
}

/** Gives a device another home. */
export async function moveDevice(
  db: Db, deviceId: string, home: Pick<Row<'devices'>, 'set_id' | 'slot' | 'place'>,
): Promise<void> {
  await db.updateTable('devices').set(home).where('id', '=', deviceId).execute()
}

/** Gives a set its code to be scanned by; codes it had before stay scannable, and what means something else is left. */
export async function replaceTagOf(db: Db, setId: string, text: string, now: Date): Promise<void> {
  await db.updateTable('tags').set({ what: 'old number' }).where('set_id', '=', setId).where('text', '<>', text)
    .execute()
  await db.insertInto('tags').values({
    text, what: 'code', set_id: setId, device_id: null, person_id: null, class_card_id: null,
    created_at: now.toISOString(),
  }).onConflict((c) => c.column('text').doUpdateSet({ what: 'code' }).where('tags.set_id', '=', setId)).execute()
}
