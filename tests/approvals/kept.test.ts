import { expect, test } from 'vitest'
import { isRefusedBy } from '../../src/database/act.ts'
import type { Row } from '../../src/database/tables.ts'
import { addDevice, addPerson, startApp } from '../support/app.ts'
import { permit } from '../support/approvals.ts'

const AT = '2026-11-24T10:00:00.000Z'

async function school() {
  const { db, lead } = await startApp()
  const imogen = await addPerson(db, { name: 'Imogen Vale' })
  const [camera, ipad] = [await addDevice(db, 'CAM-0001', 'Camera'), await addDevice(db, 'IP-0001', 'iPad')]
  const kept = async (run: Promise<unknown>) => isRefusedBy(await run.then(() => null, (error: unknown) => error), 'append-only')
  const change = (set: Partial<Row<'approvals'>>) => kept(db.updateTable('approvals').set(set).execute())
  return { db, lead, imogen, camera, ipad, kept, change }
}

test('what was asked is never changed nor deleted', async () => {
  const { db, imogen, lead, ipad, kept, change } = await school()
  await permit(db, { person_id: imogen, by_id: lead, device_ids: [ipad], decision: null })
  const changes: Partial<Row<'approvals'>>[] = [
    { person_id: lead }, { from_day: '2026-01-01' }, { until_day: '2027-01-01' }, { why: '' }, { carries_personal_data: 1 }, { video_calls: 1 }, { asked_by_id: lead },
  ]
  for (const set of changes) expect(await change(set), JSON.stringify(set)).toBe(true)
  expect(await kept(db.deleteFrom('approval_devices').execute())).toBe(true)
  expect(await kept(db.deleteFrom('approvals').execute())).toBe(true)
})

test('a decision is made once, then only revoked, and that once', async () => {
  const { db, imogen, lead, ipad, camera, kept, change } = await school()
  const approval_id = await permit(db, { person_id: imogen, by_id: lead, device_ids: [ipad] })
  for (const set of [{ granted_until: '2027-07-01' }, { words: 'x' }, { decided_as: 'lead' as const }]) expect(await change(set), JSON.stringify(set)).toBe(true)
  expect(await kept(db.insertInto('approval_devices').values({ approval_id, device_id: camera, goes_empty: 0, wiped_at: null, wiped_by_id: null }).execute())).toBe(true)
  expect(await change({ revoked_at: AT, revoked_by_id: lead, revoked_words: 'Needed here' })).toBe(false)
  expect(await change({ revoked_at: null, revoked_by_id: null })).toBe(true)
  expect(await change({ revoked_words: 'Other words' })).toBe(true)
})

test('what was withdrawn is not decided any more', async () => {
  const { db, imogen, lead, ipad, change } = await school()
  await permit(db, { person_id: imogen, by_id: lead, device_ids: [ipad], decision: null })
  expect(await change({ revoked_at: AT, revoked_by_id: imogen })).toBe(false)
  expect(await change({ decision: 'declined', decided_at: AT, decided_by_id: lead, decided_as: 'lead' })).toBe(true)
})

test('nobody decides their own, nor what they asked, whatever the program says', async () => {
  const { db, imogen, lead } = await school()
  await expect(permit(db, { person_id: lead, by_id: lead })).rejects.toThrow('approval_nobody_decides_their_own')
  await expect(permit(db, { person_id: imogen, asked_by_id: lead, by_id: lead })).rejects.toThrow('approval_nobody_decides_their_own')
})

test('only what went empty is wiped, and once', async () => {
  const { db, imogen, lead, camera, ipad, kept } = await school()
  await permit(db, { person_id: imogen, by_id: lead, device_ids: [ipad] })
  await permit(db, { person_id: imogen, by_id: lead, device_ids: [camera], goes_empty: true })
  const wipe = (device: string, wiped_at: string | null) => kept(db.updateTable('approval_devices').set({ wiped_at, wiped_by_id: lead }).where('device_id', '=', device).execute())
  expect(await wipe(ipad, AT)).toBe(true)
  expect(await wipe(camera, AT)).toBe(false)
  expect(await wipe(camera, null)).toBe(true)
})
