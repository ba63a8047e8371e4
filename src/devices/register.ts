import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { replaceTagsOf, tagsOfDevice } from '../tags/of-device.ts'
import { problemsOf } from './check.ts'
import type { DeviceFields } from './forms.ts'
import { searchText } from './rules.ts'
import { insertDevice } from './store.ts'

export type Registered = { code: string } | { problems: Problem[] }

/** Registers a device and every text it can be scanned by, once for a form's key (M24). Throws KeyReused. */
export function registerDevice(
  db: Db, key: string, fields: DeviceFields, actor: Actor, now: Date,
): Promise<Registered> {
  return actOnce(db, key, fields, now, (db) => register(db, fields, actor, now), (made) => 'code' in made)
}

async function register(db: Act, fields: DeviceFields, actor: Actor, now: Date): Promise<Registered> {
  const problems = await problemsOf(db, fields, null)
  if (problems.length > 0) return { problems }
  const id = newId()
  await insertDevice(db, { id, ...columnsOf(fields), created_at: now.toISOString() })
  await replaceTagsOf(db, id, tagsOfDevice(fields), now)
  await record(db, actor, now, { verb: 'device.registered', subject: 'device', subject_id: id })
  return { code: fields.code }
}

/** A device that lives in a set has no place of its own: it is where the set is. */
export function columnsOf({ old_numbers, price, ...fields }: DeviceFields) {
  const place = fields.set_id === null ? fields.place || 'the suite' : ''
  const slot = fields.set_id === null ? null : fields.slot
  return { ...fields, slot, place, price_pence: price, search_text: searchText({ ...fields, old_numbers }) }
}
