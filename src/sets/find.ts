import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { writtenCode } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'
import { type DeviceSet, findSet, findSetById } from './store.ts'

/** The set of a code as it was written, or of an old code in its place. Throws NotFound. */
export async function setOfCode(db: Db, written: unknown): Promise<DeviceSet> {
  const code = writtenCode(String(written))
  const tag = await findTag(db, code)
  const set = await findSet(db, code) ?? (tag?.set_id ? await findSetById(db, tag.set_id) : undefined)
  if (!set) throw new NotFound('There is no trolley or set with this code.')
  return set
}
