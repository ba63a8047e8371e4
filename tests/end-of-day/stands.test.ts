import { describe, expect, test } from 'vitest'
import { isRefusedBy } from '../../src/database/act.ts'
import type { Db } from '../../src/database/open.ts'
import { addDevice, addPerson, startApp } from '../support/app.ts'

const AT = '2026-11-24T15:50:00.000Z'
const LATER = '2026-11-25T08:30:00.000Z'

/** A check that was closed with one laptop not back. */
async function closed(): Promise<Db> {
  const { db } = await startApp()
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  await db.insertInto('day_checks').values({
    day: '2026-11-24', closed_at: AT, closed_by_id: marlo, full_sweep: 0, in_count: 0, later_count: 0, off_site_count: 0, excused_count: 0,
    not_back_count: 1, later_closed_at: null, later_closed_by_id: null, later_not_back_count: null,
  }).execute()
  await db.insertInto('day_check_lines').values({
    day: '2026-11-24', device_id: await addDevice(db, 'LT-0001'), result: 'not back', at: AT, reason: '', exception_id: null, loan_id: null,
    holder_id: marlo, answers_id: null, class_id: null, due_at: null, last_seen_at: null, last_place: null, found_at: null,
  }).execute()
  return db
}

const isRefused = async (run: Promise<unknown>) => isRefusedBy(await run.then(() => null, (error: unknown) => error), 'append-only')
const found = (db: Db, found_at: string | null) => db.updateTable('day_check_lines').set({ found_at }).execute()

describe('what a closed check says stands', () => {
  test.each([
    ['its day', { day: '2026-11-23' }], ['its result', { result: 'excused' as const }], ['when', { at: LATER }], ['why', { reason: 'lost' }],
    ['who had it', { holder_id: null }], ['when it was due', { due_at: LATER }], ['where it was seen last', { last_place: 'the suite' }],
  ])('%s cannot be changed, found or not', async (_, change) => {
    const db = await closed()
    expect(await isRefused(db.updateTable('day_check_lines').set(change).execute())).toBe(true)
    await found(db, LATER)
    expect(await isRefused(db.updateTable('day_check_lines').set({ ...change, found_at: null }).execute())).toBe(true)
  })

  test('nothing of it can be deleted', async () => {
    const db = await closed()
    expect(await isRefused(db.deleteFrom('day_check_lines').execute())).toBe(true)
    expect(await isRefused(db.deleteFrom('day_checks').execute())).toBe(true)
  })

  test('when it was found is written once', async () => {
    const db = await closed()
    await found(db, LATER)
    expect(await isRefused(found(db, AT))).toBe(true)
  })

  test('an undone return takes that away, and it may be found anew', async () => {
    const db = await closed()
    await found(db, AT)
    await found(db, null)
    await found(db, LATER)
    expect(await db.selectFrom('day_check_lines').select('found_at').execute()).toEqual([{ found_at: LATER }])
  })
})
