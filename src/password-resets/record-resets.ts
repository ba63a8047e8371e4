import { dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { ResetHow } from '../database/tables.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { findKeeper } from '../allocations/store.ts'
import { forgetKnownTo } from './known-store.ts'
import { wrongDay } from './rules.ts'
import { type DeviceRow, insertResets, listDevicesById, listResetsOf } from './store.ts'

/** Who did it: a person's id, or `holder` for whoever has each device. */
export type NewResets = { device_ids: string[], day: string, done_by: string, how: ResetHow, actor: Actor }
/** `already`: how many were written down for that day before. */
export type Recorded = { act_id: string, recorded: number, already: number } | { problems: Problem[] }

/** Writes down that passwords were reset on a day (YYYY-MM-DD), once for a form's key: who and when, never what (M10). Throws KeyReused. */
export function recordResets(db: Db, key: string, wish: NewResets, now: Date): Promise<Recorded> {
  return actOnce<Recorded>(db, key, wish, now, (db) => recordIn(db, wish, now), (done) => 'act_id' in done)
}

async function recordIn(db: Act, wish: NewResets, now: Date): Promise<Recorded> {
  const ids = [...new Set(wish.device_ids)]
  if (ids.length === 0) return refuse('device_ids', 'Tick the devices whose passwords were reset')
  const wrong = wrongDay(wish.day, dayOf(now))
  if (wrong !== null) return refuse('day', wrong)
  if (wish.done_by !== 'holder' && !await findKeeper(db, wish.done_by)) return refuse('done_by', 'Choose from the list')
  const devices = await listDevicesById(db, ids)
  if (devices.length < ids.length) return refuse('device_ids', 'One of them has no password to reset. Open the page again')
  const gone = devices.find(({ because }) => because !== null && because !== 'in repair')
  if (gone) return refuse('device_ids', `${gone.code} is ${gone.because}: put it back in use first`)
  return writeDown(db, devices, wish, now)
}

function refuse(name: string, message: string): Recorded {
  return { problems: [{ name, message }] }
}

async function writeDown(db: Act, devices: DeviceRow[], { day, done_by, how, actor }: NewResets, now: Date): Promise<Recorded> {
  const known = new Set((await listResetsOf(db, devices.map(({ device_id }) => device_id), day, day)).map(({ device_id }) => device_id))
  const fresh = devices.filter(({ device_id }) => !known.has(device_id))
  const act_id = newId()
  if (fresh.length === 0) return { act_id, recorded: 0, already: known.size }
  const rows = fresh.map((device) => ({
    id: newId(), device_id: device.device_id, day, by_id: done_by === 'holder' ? holderOf(device, actor) : done_by,
    recorded_by_id: actor.person_id, how, at: now.toISOString(), act_id,
  }))
  await forgetKnownTo(db, fresh.map(({ device_id }) => device_id))
  await insertResets(db, rows)
  await record(db, actor, now, ...rows.map(({ id, device_id, by_id }) => (
    { verb: 'password.reset', subject: 'device', subject_id: device_id, data: { reset_id: id, day, by_id } })))
  return { act_id, recorded: fresh.length, already: known.size }
}

/** What nobody has is reset by whoever writes it down. */
function holderOf({ borrower_id, keeper_id }: DeviceRow, { person_id }: Actor): string | null {
  return borrower_id ?? keeper_id ?? person_id
}
