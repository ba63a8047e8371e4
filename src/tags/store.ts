import type { Db } from '../database/open.ts'
import { preparedFirst } from '../database/prepared.ts'
import type { TagWhat } from '../database/tables.ts'

export type TagOf = { device_id: string } | { set_id: string } | { person_id: string } | { class_card_id: string }

const OF_NOTHING = { device_id: null, set_id: null, person_id: null, class_card_id: null }

/** Writes a tag; a text that already means something else is a unique violation. */
export async function insertTag(db: Db, text: string, what: TagWhat, of: TagOf, now: Date): Promise<void> {
  await db.insertInto('tags').values({ text, what, ...OF_NOTHING, ...of, created_at: now.toISOString() }).execute()
}

export const findTag = preparedFirst((db: Db, text: string) => db.selectFrom('tags').selectAll().where('text', '=', text))

/** The tags that some texts mean, in the order of the texts. */
export async function listTagsOfTexts(db: Db, texts: string[]) {
  if (texts.length === 0) return []
  const found = await db.selectFrom('tags').selectAll().where('text', 'in', texts).execute()
  return texts.flatMap((text) => found.find((tag) => tag.text === text) ?? [])
}

export async function removeTag(db: Db, text: string): Promise<void> {
  await db.deleteFrom('tags').where('text', '=', text).execute()
}

/** What a taken text means already, for the message beside the field: "LT-0427 is the code of a device"; null when free. */
export async function whoseTag(db: Db, text: string): Promise<string | null> {
  const tag = await db.selectFrom('tags as t')
    .leftJoin('devices as d', 'd.id', 't.device_id').leftJoin('sets as s', 's.id', 't.set_id')
    .leftJoin('people as p', 'p.id', 't.person_id').leftJoin('class_cards as k', 'k.id', 't.class_card_id')
    .leftJoin('classes as c', 'c.id', 'k.class_id')
    .select(['t.what', 'd.code', 's.name as set_name', 'p.name as person', 'c.name as class_name'])
    .where('t.text', '=', text).executeTakeFirst()
  if (!tag) return null
  if (tag.person) return `${text} is the badge of ${tag.person}`
  if (tag.class_name) return `${text} is a class card of ${tag.class_name}`
  if (tag.set_name) return `${text} is the code of ${tag.set_name}`
  return tag.what === 'code' ? `${text} is the code of a device` : `${text} is the ${tag.what} of ${tag.code}`
}

/** Every text of the form `P-…` that means something, or is printed on a blank tag: none of them is free. */
export async function listTagsLike(db: Db, prefix: string): Promise<string[]> {
  const rows = await db.selectFrom('tags').select('text').where('text', 'like', `${prefix}%`)
    .union(db.selectFrom('reserved_codes').select('code as text').where('code', 'like', `${prefix}%`)).execute()
  return rows.map(({ text }) => text)
}
