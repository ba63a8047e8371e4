import { expect, test } from 'vitest'
import { readApprovals } from '../../src/approvals/lending.ts'
import type { Db } from '../../src/database/open.ts'
import { addDevice, addPerson, startApp } from '../support/app.ts'
import { permit } from '../support/approvals.ts'

const DAY = '2026-11-24'

async function school() {
  const { db, lead } = await startApp()
  const imogen = await addPerson(db, { name: 'Imogen Vale' })
  const head = await addPerson(db, { name: 'Hedda Marsh', roles: ['head'] })
  const [one, other, laptop] = [await addDevice(db, 'IP-0001', 'iPad'), await addDevice(db, 'IP-0002', 'iPad'), await addDevice(db, 'LT-0001')]
  return { db, lead, imogen, head, by_id: head, person_id: imogen, one, other, laptop, all: [one, other, laptop] }
}

async function typeOf(db: Db, name: string): Promise<string> {
  return (await db.selectFrom('device_types').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
}

test('without a permission every device that is asked about has none', async () => {
  const { db, imogen, all } = await school()
  expect([...(await readApprovals(db, imogen, all, DAY)).values()]).toEqual([null, null, null])
  expect((await readApprovals(db, imogen, [], DAY)).size).toBe(0)
})

test('a permission for devices holds for these and no others', async () => {
  const { db, imogen, by_id, one, other, laptop, all } = await school()
  const approval_id = await permit(db, { person_id: imogen, by_id, device_ids: [one, laptop], carries_personal_data: 1 })
  const fact = { approval_id, until_day: '2026-11-27', by: 'head', carries_personal_data: true, video_calls: false, goes_empty: false }
  expect(await readApprovals(db, imogen, all, DAY)).toEqual(new Map([[one, fact], [other, null], [laptop, fact]]))
})

test('a permission for a type holds for every device of it', async () => {
  const { db, imogen, by_id, one, other, laptop, all } = await school()
  const approval_id = await permit(db, { person_id: imogen, by_id, type_id: await typeOf(db, 'iPad'), video_calls: 1, decided_as: 'lead' })
  const fact = { approval_id, until_day: '2026-11-27', by: 'lead', carries_personal_data: false, video_calls: true, goes_empty: false }
  expect(await readApprovals(db, imogen, all, DAY)).toEqual(new Map([[one, fact], [other, fact], [laptop, null]]))
})

test.each<[string, Partial<Parameters<typeof permit>[1]>, string, boolean]>([
  ['on its first day', {}, '2026-11-23', true], ['the day before', {}, '2026-11-22', false],
  ['on its last day', {}, '2026-11-27', true], ['the day after', {}, '2026-11-28', false],
  ['granted for longer than asked', { granted_until: '2026-12-18' }, '2026-12-18', true],
  ['granted for less than asked', { granted_until: '2026-11-25' }, '2026-11-26', false],
  ['not decided yet', { decision: null }, DAY, false], ['declined', { decision: 'declined' }, DAY, false],
])('%s', async (_name, changes, day, holds) => {
  const { db, imogen, by_id, one } = await school()
  await permit(db, { person_id: imogen, by_id, device_ids: [one], ...changes })
  expect((await readApprovals(db, imogen, [one], day)).get(one) !== null).toBe(holds)
})

test('a permission that was revoked, or is somebody else’s, does not count', async () => {
  const { db, imogen, lead, by_id, one } = await school()
  const id = await permit(db, { person_id: imogen, by_id, device_ids: [one] })
  expect((await readApprovals(db, lead, [one], DAY)).get(one)).toBeNull()
  await db.updateTable('approvals').set({ revoked_at: `${DAY}T10:00:00.000Z`, revoked_by_id: by_id }).where('id', '=', id).execute()
  expect((await readApprovals(db, imogen, [one], DAY)).get(one)).toBeNull()
})

test('of several the head’s goes first, then the one that holds longest', async () => {
  const { db, imogen, lead, by_id, one } = await school()
  await permit(db, { person_id: imogen, by_id: lead, device_ids: [one], decided_as: 'lead', until_day: '2027-07-01' })
  await permit(db, { person_id: imogen, by_id, device_ids: [one], until_day: '2026-11-25' })
  const longest = await permit(db, { person_id: imogen, by_id, device_ids: [one], until_day: '2026-12-01' })
  expect((await readApprovals(db, imogen, [one], DAY)).get(one)).toMatchObject({ approval_id: longest, by: 'head' })
})
