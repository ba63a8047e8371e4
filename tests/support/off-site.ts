import { setPin } from '../../src/accounts/pin.ts'
import { newId } from '../../src/database/ids.ts'
import type { Db } from '../../src/database/open.ts'
import { addDevice, addPerson, startApp, TUESDAY } from './app.ts'
import { addBadge } from './desk-school.ts'

/** An encryption check of a device that passes and counts until a day (YYYY-MM-DD). */
export async function addPass(db: Db, device_id: string, valid_until = '2027-11-24', at = TUESDAY.toISOString(), product?: string): Promise<string> {
  const id = newId()
  const { encryption } = await db.selectFrom('devices as d').innerJoin('device_types as t', 't.id', 'd.type_id').select('t.encryption')
    .where('d.id', '=', device_id).executeTakeFirstOrThrow()
  await db.insertInto('device_checks').values({
    id, device_id, kind_id: 'encryption', finding: 'encrypted, protection on', passed: 1, product: product ?? encryption, method: 'seen',
    source_hash: null, at, by_id: null, valid_until, note: '',
  }).execute()
  return id
}

/** A permission of the head's (or the lead's) for one person and device, both days included. */
export async function addApproval(db: Db, facts: { person_id: string, device_id: string, by_id: string, from?: string, until?: string, as?: 'head' | 'lead', carries_personal_data?: 0 | 1, video_calls?: 0 | 1 }): Promise<string> {
  const { person_id, device_id, by_id, from = '2026-11-24', until = '2026-11-30', as = 'head', carries_personal_data = 0, video_calls = 0 } = facts
  const id = newId()
  const at = TUESDAY.toISOString()
  await db.insertInto('approvals').values({
    id, person_id, type_id: null, trip_id: null, from_day: from, until_day: until, why: 'Planning', carries_personal_data, video_calls,
    asked_at: at, asked_by_id: person_id, decision: null, decided_at: null, decided_by_id: null, decided_as: null, granted_until: null,
    words: '', revoked_at: null, revoked_by_id: null, revoked_words: '', in_school: 0,
  }).execute()
  await db.insertInto('approval_devices').values({ approval_id: id, device_id, goes_empty: 0, wiped_at: null, wiped_by_id: null }).execute()
  await db.updateTable('approvals').set({ decision: 'approved', decided_at: at, decided_by_id: by_id, decided_as: as, granted_until: until })
    .where('id', '=', id).execute()
  return id
}

/** A teacher with badge and PIN, a head with both, a laptop that may leave with a check and an iPad that needs the head as well. */
export async function awaySchool() {
  const kit = await startApp()
  const { db } = kit
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  const head = await addPerson(db, { name: 'Ottoline Brae', roles: ['head', 'staff'] })
  await addBadge(db, marlo, 'P-0001')
  await addBadge(db, head, 'P-0009')
  await setPin(db, marlo, '4711', kit.clock.now)
  await setPin(db, head, '9001', kit.clock.now)
  return { ...kit, marlo, head, laptop: await addDevice(db, 'LT-0001'), pad: await addDevice(db, 'IP-0001', 'iPad') }
}
