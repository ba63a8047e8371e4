import type { Db } from '../database/open.ts'
import { tagText } from './scan.ts'

/** Devices by anything scannable: code, serial number, old number or computer name; keyed by the text, upper case. */
export async function listDevicesByText(db: Db, texts: string[]) {
  const wanted = [...new Set(texts.map(tagText))]
  if (wanted.length === 0) return new Map<string, never>()
  const rows = await db.selectFrom('tags as g').innerJoin('devices as d', 'd.id', 'g.device_id')
    .innerJoin('device_types as t', 't.id', 'd.type_id')
    .select(['g.text', 'd.id as device_id', 'd.code', 't.name as type_name', 'd.serial', 'd.computer_name'])
    .where('g.text', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.text, row]))
}
