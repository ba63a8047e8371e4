import type { Db } from '../database/open.ts'
import type { Values } from './rows.ts'

/** What people call the things that rows name by their id: names of adults, classes and kinds, codes of devices and sets. */
export async function readLabels(db: Db): Promise<Map<string, string>> {
  const named = await db.selectFrom('people').select(['id', 'name as label'])
    .unionAll(db.selectFrom('devices').select(['id', 'code as label']))
    .unionAll(db.selectFrom('sets').select(['id', 'code as label']))
    .unionAll(db.selectFrom('classes').select(['id', 'name as label']))
    .unionAll(db.selectFrom('device_types').select(['id', 'name as label']))
    .unionAll(db.selectFrom('check_kinds').select(['id', 'name as label']))
    .unionAll(db.selectFrom('school_years').select(['id', 'name as label']))
    .unionAll(db.selectFrom('agreements').select(['id', 'title as label']))
    .unionAll(db.selectFrom('desks').select(['id', 'name as label'])).execute()
  return new Map(named.map(({ id, label }) => [id, label]))
}

/** A cell to look at: the name in the place of an id; what is bytes is in the JSON alone. */
export function withLabels(value: Values[string] | undefined, labels: Map<string, string>): string | number {
  if (Buffer.isBuffer(value)) return `${value.length} bytes`
  return typeof value === 'string' ? labels.get(value) ?? value : value ?? ''
}
