import { act, type Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'
import { endException, insertExceptions, listIdsOfSet } from './exceptions-store.ts'

export type Exempting = { code: string, reason: string, from_day: string, until_day: string }
type Signing = Exempting & { actor: Actor & { person_id: string } }
export type Signed = { devices: number } | { problems: Problem[] }

/** The head excuses a device, or every device of a trolley, from the end-of-day check until a day (M5). */
export function signException(db: Db, key: string, wish: Signing, now: Date): Promise<Signed> {
  return actOnce(db, key, wish, now, (db) => sign(db, wish, now), (signed) => 'devices' in signed)
}

async function sign(db: Act, { code, reason, from_day, until_day, actor }: Signing, now: Date): Promise<Signed> {
  const ids = await meant(db, code)
  if (ids.length === 0) return { problems: [{ name: 'code', message: `${tagText(code)} is no device and no trolley with devices` }] }
  const signed_at = now.toISOString()
  const rows = ids.map((device_id) => ({ id: newId(), device_id, reason, from_day, until_day, signed_by_id: actor.person_id, signed_at, ended_at: null }))
  await insertExceptions(db, rows)
  await record(db, actor, now, ...rows.map(({ id, device_id }) => ({ verb: 'exception.signed', subject: 'device', subject_id: device_id, data: { exception_id: id, from_day, until_day } })))
  return { devices: ids.length }
}

async function meant(db: Act, code: string): Promise<string[]> {
  const tag = await findTag(db, tagText(code))
  if (tag?.device_id) return [tag.device_id]
  return tag?.set_id ? listIdsOfSet(db, tag.set_id) : []
}

/** Ends an exception before its day. Throws NotFound where none is open. */
export function withdrawException(db: Db, id: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    const device = await endException(db, id, now.toISOString())
    if (device === undefined) throw new NotFound('That exception has ended already.')
    await record(db, actor, now, { verb: 'exception.ended', subject: 'device', subject_id: device, data: { exception_id: id } })
  })
}
