import { sql } from 'kysely'
import { compareClasses } from '../classes/rules.ts'
import { isGone } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { notLeft } from '../people/here.ts'
import { fold } from '../text/fold.ts'
import type { Item } from './items.ts'

/** More are printed in parts: a thread draws some two hundred a second, and each is kept in memory for a while. */
export const MOST = 2000

function devices(db: Db) {
  return db.selectFrom('devices as d').innerJoin('device_types as t', 't.id', 'd.type_id')
    .leftJoin('sets as s', 's.id', 'd.set_id').select(['d.id', 'd.code', 't.name as type'])
}

export async function hasDevices(db: Db): Promise<boolean> {
  return Boolean(await db.selectFrom('devices').select('id').limit(1).executeTakeFirst())
}

const deviceItem = ({ code, type }: { code: string, type: string }): Item => ({ kind: 'device', code, name: type, more: [] })
const setItem = ({ code, name }: { code: string, name: string }): Item => ({ kind: 'set', code, name, more: [] })

/** Devices of a type (by its name) and of a set (by its code), in the set's order; empty text leaves that open. */
export async function listDeviceItems(db: Db, type: string, set: string): Promise<Item[]> {
  const rows = await devices(db)
    .where(sql<boolean>`not ${isGone}`)
    .$if(type !== '', (q) => q.where('t.search_name', '=', fold(type)))
    .$if(set !== '', (q) => q.where('s.code', '=', set).orderBy('d.slot'))
    .orderBy('d.code').limit(MOST + 1).execute()
  return rows.map(deviceItem)
}

/** Devices and sets by any text on their tags (upper case), in the order of the texts; null for a text that is neither's. */
export async function findItems(db: Db, texts: string[]): Promise<(Item | null)[]> {
  if (texts.length === 0) return []
  const tags = await db.selectFrom('tags').select(['text', 'device_id', 'set_id']).where('text', 'in', texts).execute()
  const ids = tags.map((tag) => tag.device_id ?? tag.set_id).filter((id) => id !== null)
  if (ids.length === 0) return texts.map(() => null)
  const found = new Map<string, Item>()
  for (const row of await devices(db).where('d.id', 'in', ids).execute()) found.set(row.id, deviceItem(row))
  for (const row of await db.selectFrom('sets').selectAll().where('id', 'in', ids).execute()) found.set(row.id, setItem(row))
  const meanings = new Map(tags.map((tag) => [tag.text, found.get(tag.device_id ?? tag.set_id ?? '')]))
  return texts.map((text) => meanings.get(text) ?? null)
}

export async function listSetItems(db: Db): Promise<Item[]> {
  return (await db.selectFrom('sets').select(['code', 'name']).orderBy('name').orderBy('code').execute()).map(setItem)
}

/** Everybody who has not left by `today` (YYYY-MM-DD), with the newest badge each has, if any. */
export async function listBadges(db: Db, today: string) {
  const rows = await db.selectFrom('people as p')
    .leftJoin('tags as t', (join) => join.onRef('t.person_id', '=', 'p.id').on('t.what', '=', 'badge'))
    .select(['p.id', 'p.name', 'p.job_title', 'p.kind', 't.text as code'])
    .where(notLeft(today, 'p'))
    .orderBy('p.sort_name').orderBy('p.id').orderBy('t.created_at', 'desc').execute()
  return rows.filter((row, i) => row.id !== rows[i - 1]?.id)
}

export type Badge = Awaited<ReturnType<typeof listBadges>>[number]

/** The class cards of the school year that `today` lies in, in the school's order of classes. */
export async function listClassCards(db: Db, today: string) {
  const rows = await db.selectFrom('class_cards as k').innerJoin('classes as c', 'c.id', 'k.class_id')
    .innerJoin('school_years as y', 'y.id', 'c.school_year_id').innerJoin('people as p', 'p.id', 'k.answers_id')
    .innerJoin('tags as t', 't.class_card_id', 'k.id')
    .select(['k.id', 'c.name', 'p.name as answers', 'k.purpose', 't.text as code'])
    .where('y.starts_on', '<=', today).where('y.ends_on', '>=', today).orderBy('t.text').execute()
  return rows.toSorted(compareClasses)
}

export type ClassCard = Awaited<ReturnType<typeof listClassCards>>[number]

export async function reserveCodes(db: Db, codes: string[], byId: string, now: Date): Promise<void> {
  await db.insertInto('reserved_codes').values(codes.map((code) => ({ code, reserved_at: now.toISOString(), by_id: byId }))).execute()
}
