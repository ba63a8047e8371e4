import { expect, test } from 'vitest'
import { isRefusedBy, isUniqueViolation } from '../../src/database/act.ts'
import { newId } from '../../src/database/ids.ts'
import type { Db } from '../../src/database/open.ts'
import type { Row } from '../../src/database/tables.ts'
import { addDevice, addPerson, startApp } from '../support/app.ts'

async function school() {
  const { db } = await startApp()
  const [device_id, borrower_id] = [await addDevice(db, 'LT-0001'), await addPerson(db, { name: 'Marlo Finch' })]
  const lend = (facts: Partial<Row<'loans'>> = {}) => db.insertInto('loans').values({
    id: newId(), device_id, borrower_id, class_id: null, answers_id: borrower_id, purpose: 'Maths',
    taken_at: '2026-11-24T09:00:00.000Z', due_at: '2026-11-24T15:30:00.000Z', off_site: 0, source: 'desk',
    out_desk_id: null, booked_out_by_id: null, import_id: null, returned_at: null, back_desk_id: null,
    taken_back_by_id: null, on_charge: null, outcome: null, voided_at: null, voided_by_id: null, ...facts,
  }).execute()
  return { db, device_id, borrower_id, lend }
}

const returned = (taken_at: string, returned_at: string) => ({ taken_at, returned_at, outcome: 'returned' as const })

async function refusal(run: Promise<unknown>): Promise<unknown> {
  return run.then(() => 'nothing refused it', (error: unknown) => error)
}

test('a device has one open loan at most', async () => {
  const { lend } = await school()
  await lend()
  expect(isUniqueViolation(await refusal(lend()))).toBe(true)
})

test('a voided loan does not stand in the way', async () => {
  const { lend } = await school()
  await lend({ voided_at: '2026-11-24T09:01:00.000Z' })
  await lend()
})

test.each([
  ['before it', '08:00', '09:00', true],
  ['into its beginning', '08:00', '09:01', false],
  ['inside it', '10:00', '10:30', false],
  ['around it', '08:00', '13:00', false],
  ['out of its end', '11:59', '13:00', false],
  ['after it', '12:00', '13:00', true],
])('a loan written in afterwards %s (9 to 12)', async (_name, from, until, fits) => {
  const { lend } = await school()
  await lend(returned('2026-11-24T09:00:00.000Z', '2026-11-24T12:00:00.000Z'))
  const second = lend({ source: 'paper', ...returned(`2026-11-24T${from}:00.000Z`, `2026-11-24T${until}:00.000Z`) })
  if (fits) await second
  else expect(isRefusedBy(await refusal(second), 'overlap')).toBe(true)
})

test('a loan written in afterwards does not reach into an open one', async () => {
  const { lend } = await school()
  await lend()
  expect(isRefusedBy(await refusal(lend(returned('2026-11-24T08:00:00.000Z', '2026-11-24T09:30:00.000Z'))), 'overlap')).toBe(true)
})

test('a correction of times cannot make two loans overlap', async () => {
  const { db, lend } = await school()
  await lend(returned('2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z'))
  await lend({ id: 'later', ...returned('2026-11-24T11:00:00.000Z', '2026-11-24T12:00:00.000Z') })
  const change = db.updateTable('loans').set({ taken_at: '2026-11-24T09:30:00.000Z' }).where('id', '=', 'later').execute()
  expect(isRefusedBy(await refusal(change), 'overlap')).toBe(true)
})

test.each(['in repair', 'lost', 'stolen', 'retired'] as const)('a device that is %s cannot be lent', async (because) => {
  const { db, device_id, lend } = await school()
  await db.insertInto('out_of_use').values({ id: newId(), device_id, because, note: '', from_at: '2026-11-01T09:00:00.000Z', until_at: null }).execute()
  expect(isRefusedBy(await refusal(lend()), 'out-of-use')).toBe(true)
})

test.each(['events', 'loan_corrections', 'sightings'] as const)('%s cannot be changed', async (table) => {
  const { db, device_id, lend } = await school()
  await lend({ id: 'loan' })
  await writeOne(db, table, device_id)
  expect(isRefusedBy(await refusal(db.updateTable(table).set({ id: 'other' }).execute()), 'append-only')).toBe(true)
})

test.each(['events', 'loan_corrections', 'loans'] as const)('%s cannot be deleted', async (table) => {
  const { db, device_id, lend } = await school()
  await lend({ id: 'loan' })
  if (table !== 'loans') await writeOne(db, table, device_id)
  expect(isRefusedBy(await refusal(db.deleteFrom(table).execute()), 'append-only')).toBe(true)
})

async function writeOne(db: Db, table: 'events' | 'loan_corrections' | 'sightings', device_id: string): Promise<void> {
  const at = '2026-11-24T09:00:00.000Z'
  if (table === 'events') await db.insertInto('events').values({ id: newId(), at, verb: 'v', actor_id: null, desk_id: null, subject: 'device', subject_id: device_id, data: '{}' }).execute()
  if (table === 'sightings') await db.insertInto('sightings').values({ id: newId(), device_id, seen_at: at, place: 'the suite', desk_id: null, by_id: null }).execute()
  if (table === 'loan_corrections') await db.insertInto('loan_corrections').values({ id: newId(), loan_id: 'loan', at, by_id: 'x', reason: 'slip', before: '{}', after: '{}' }).execute()
}

test('a voided loan is never open again, and a loan never changes its device', async () => {
  const { db, lend } = await school()
  await lend({ id: 'loan', voided_at: '2026-11-24T09:01:00.000Z' })
  expect(isRefusedBy(await refusal(db.updateTable('loans').set({ voided_at: null }).execute()), 'append-only')).toBe(true)
  const other = await addDevice(db, 'LT-0002')
  expect(isRefusedBy(await refusal(db.updateTable('loans').set({ device_id: other }).execute()), 'append-only')).toBe(true)
})

test('a scannable text means one thing only', async () => {
  const { db, device_id } = await school()
  const tag = { text: 'LT-0001', what: 'serial' as const, device_id, set_id: null, person_id: null, class_card_id: null, created_at: '' }
  expect(isUniqueViolation(await refusal(db.insertInto('tags').values(tag).execute()))).toBe(true)
  expect(await refusal(db.insertInto('tags').values({ ...tag, text: 'X', device_id: null }).execute())).toBeInstanceOf(Error)
})

test('a device has one keeper at most', async () => {
  const { db, device_id, borrower_id } = await school()
  const keep = () => db.insertInto('allocations').values({ id: newId(), device_id, keeper_id: borrower_id, from_at: '2026-09-01T08:00:00.000Z', until_at: null }).execute()
  await keep()
  expect(isUniqueViolation(await refusal(keep()))).toBe(true)
})
