import type { Db } from '../database/open.ts'
import { preparedFirst } from '../database/prepared.ts'

const findMeant = preparedFirst((db: Db, text: string) => db.selectFrom('tags as t')
  .leftJoin('devices as d', 'd.id', 't.device_id').leftJoin('sets as s', 's.id', 't.set_id')
  .select(['d.code', 's.code as set_code']).where('t.text', '=', text))

/** The page of the device or set that a text on a tag means; null for anything else. */
export async function findPageOf(db: Db, text: string): Promise<string | null> {
  const tag = await findMeant(db, text)
  if (tag?.code) return `/devices/${tag.code}`
  return tag?.set_code ? `/sets/${tag.set_code}` : null
}
