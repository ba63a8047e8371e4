import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { TagWhat } from '../database/tables.ts'
import { tagText } from './scan.ts'

export type DeviceTag = { text: string, what: TagWhat }
export type Scannable = { code: string, serial: string | null, old_numbers: readonly string[], computer_name: string }

/** Every text by which a device can be scanned, as a scanner reads it; one that comes twice counts as the first. */
export function tagsOfDevice({ code, serial, old_numbers, computer_name }: Scannable): DeviceTag[] {
  const all: [TagWhat, string | null][] = [
    ['code', code], ['serial', serial],
    ...old_numbers.map((text): [TagWhat, string] => ['old number', text]),
    ['computer name', computer_name],
  ]
  const tags = all.map(([what, text]) => ({ what, text: tagText(text ?? '') })).filter(({ text }) => text !== '')
  return tags.filter(({ text }, i) => tags.findIndex((tag) => tag.text === text) === i)
}

export const listTagsOf = prepared((db: Db, deviceId: string) =>
  db.selectFrom('tags').select(['text', 'what']).where('device_id', '=', deviceId)
    .orderBy('what').orderBy('text'))

/** Those of these texts that mean something else than this device; a new device's id is null. */
export async function listTaken(db: Db, texts: string[], deviceId: string | null): Promise<string[]> {
  const rows = await db.selectFrom('tags').select(['text', 'device_id']).where('text', 'in', texts).execute()
  return rows.filter((row) => deviceId === null || row.device_id !== deviceId).map(({ text }) => text)
}

/** Gives a device exactly these tags. What already means something else stays as it is: ask listTaken first. */
export async function replaceTagsOf(db: Db, deviceId: string, tags: DeviceTag[], now: Date): Promise<void> {
  const texts = tags.map(({ text }) => text)
  await db.deleteFrom('tags').where('device_id', '=', deviceId).where('text', 'not in', texts).execute()
  const rows = tags.map(({ text, what }) => ({
    text, what, device_id: deviceId, set_id: null, person_id: null, class_card_id: null, created_at: now.toISOString(),
  }))
  await db.insertInto('tags').values(rows)
    .onConflict((c) => c.column('text').doUpdateSet((e) => ({ what: e.ref('excluded.what') }))
      .where('tags.device_id', '=', deviceId))
    .execute()
}
