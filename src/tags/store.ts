import type { Db } from '../database/open.ts'
import type { TagWhat } from '../database/tables.ts'
import type { Meaning } from './rules.ts'

/** What these texts (upper case, as scanned) mean so far; texts that mean nothing are left out. */
export async function listMeanings(db: Db, texts: string[]): Promise<Meaning[]> {
  if (texts.length === 0) return []
  return db.selectFrom('tags as t').leftJoin('devices as d', 'd.id', 't.device_id').leftJoin('sets as s', 's.id', 't.set_id')
    .leftJoin('people as p', 'p.id', 't.person_id').leftJoin('class_cards as k', 'k.id', 't.class_card_id')
    .leftJoin('classes as c', 'c.id', 'k.class_id')
    .select(['t.text', 't.what', 't.device_id', 'd.code as device_code', 't.set_id', 's.name as set_name', 'p.name as person', 'c.name as class_name'])
    .where('t.text', 'in', texts).execute()
}

export function listTagsOf(db: Db, deviceId: string) {
  return db.selectFrom('tags').select(['text', 'what', 'created_at']).where('device_id', '=', deviceId)
    .orderBy('created_at').orderBy('text').execute()
}

/** All texts that begin with a prefix such as `LT-`, whatever they mean: none of them is free. */
export async function listTextsFrom(db: Db, prefix: string) {
  return db.selectFrom('tags').select(['text', 'what']).where('text', '>=', prefix).where('text', '<', `${prefix}\u{10FFFF}`)
    .where('text', 'like', `${prefix}%`).execute()
}

export type DeviceTag = { text: string, what: TagWhat }

/** Gives a device exactly these tags. What already means something else is left alone: check with listMeanings first. */
export async function replaceTagsOf(db: Db, deviceId: string, tags: DeviceTag[], now: Date): Promise<void> {
  await db.deleteFrom('tags').where('device_id', '=', deviceId).where('text', 'not in', tags.map(({ text }) => text)).execute()
  const rows = tags.map(({ text, what }) => ({
    text, what, device_id: deviceId, set_id: null, person_id: null, class_card_id: null, created_at: now.toISOString(),
  }))
  await db.insertInto('tags').values(rows)
    .onConflict((c) => c.column('text').doUpdateSet((e) => ({ what: e.ref('excluded.what') })).where('tags.device_id', '=', deviceId))
    .execute()
}

/** Gives a set its one scannable code. */
export async function replaceTagOfSet(db: Db, setId: string, text: string, now: Date): Promise<void> {
  await db.deleteFrom('tags').where('set_id', '=', setId).execute()
  await db.insertInto('tags').values({
    text, what: 'code', device_id: null, set_id: setId, person_id: null, class_card_id: null, created_at: now.toISOString(),
  }).execute()
}
