import { expect, test } from 'vitest'
import { isRefusedBy, isUniqueViolation } from '../../src/database/act.ts'
import { newId } from '../../src/database/ids.ts'
import type { Row } from '../../src/database/tables.ts'
import { insertKind } from '../../src/device-checks/kinds-store.ts'
import { checksOf, everyCheck, failedOrOwed } from '../../src/device-checks/standing.ts'
import { insertChecks, listAlike, listAllOwed } from '../../src/device-checks/store.ts'
import { addDevice, startApp } from '../support/app.ts'
import { watchedDatabase } from '../support/plans.ts'

const refusal = (run: Promise<unknown>) => run.then(() => null, (error: unknown) => error)

async function school() {
  const kit = await startApp()
  const laptop = await addDevice(kit.db, 'LT-0001')
  await addDevice(kit.db, 'CAM-0001', 'Camera')
  const check = (changes: Partial<Row<'device_checks'>> = {}) => insertChecks(kit.db, [{
    id: newId(), device_id: laptop, kind_id: 'encryption', finding: 'encrypted, protection on', passed: 1, product: 'BitLocker', method: 'seen',
    source_hash: null, at: '2026-11-20T09:00:00.000Z', by_id: kit.lead, valid_until: '2027-11-20', note: '', ...changes,
  }])
  return { ...kit, laptop, check }
}

test('a check that was written down stays as it was', async () => {
  const { db, check } = await school()
  await check()
  expect(isRefusedBy(await refusal(db.updateTable('device_checks').set({ passed: 0 }).execute()), 'append-only')).toBe(true)
  expect(isRefusedBy(await refusal(db.deleteFrom('device_checks').execute()), 'append-only')).toBe(true)
  expect(await refusal(check({ passed: 0 }))).not.toBeNull()
})

test('what one file says of a device is kept once', async () => {
  const { check } = await school()
  await check({ method: 'file', source_hash: 'abc' })
  expect(isUniqueViolation(await refusal(check({ method: 'file', source_hash: 'abc' })))).toBe(true)
  await check({ method: 'file', source_hash: 'abd' })
})

test('the latest check of a device and kind counts, whichever was written first', async () => {
  const { db, clock, laptop, check } = await school()
  await check({ finding: 'not encrypted', passed: 0, valid_until: null })
  await check({ at: '2026-11-19T09:00:00.000Z' })
  const [line] = await checksOf(db, laptop, clock.now)
  expect(line?.standing).toEqual({ standing: 'failed', finding: 'not encrypted' })
})

test('encryption is owed by the types that have to be encrypted, another kind by the types the school says; the lost owe nothing', async () => {
  const { db, clock, laptop } = await school()
  const { id: camera } = await db.selectFrom('device_types').select('id').where('name', '=', 'Camera').executeTakeFirstOrThrow()
  await insertKind(db, { id: newId(), name: 'PAT', days: 365 }, [camera])
  const standings = async () => (await everyCheck(db, clock.now)).map(({ code, kind_name, standing }) => [code, kind_name, standing.standing])
  expect(await standings()).toEqual([['CAM-0001', 'PAT', 'owed'], ['LT-0001', 'Encryption', 'owed']])
  await db.insertInto('out_of_use').values({ id: newId(), device_id: laptop, because: 'lost', note: '', from_at: '2026-11-20T09:00:00.000Z', until_at: null }).execute()
  expect(await standings()).toEqual([['CAM-0001', 'PAT', 'owed'], ['LT-0001', 'Encryption', 'not needed']])
})

test('what failed comes before what is owed, by code, only as many as are wanted and all of them counted', async () => {
  const { db, clock, laptop, check } = await school()
  const [failed, old, fine, gone] = await Promise.all(['LT-0009', 'LT-0003', 'LT-0004', 'LT-0005'].map((code) => addDevice(db, code)))
  await check({ device_id: failed!, finding: 'not encrypted', passed: 0, valid_until: null })
  await check({ device_id: old!, at: '2025-11-01T23:30:00.000Z' })
  await check({ device_id: fine! })
  await db.insertInto('out_of_use').values({ id: newId(), device_id: gone!, because: 'stolen', note: '', from_at: '2026-11-20T09:00:00.000Z', until_at: null }).execute()
  await check({ device_id: laptop, product: 'DESlock' })
  const { lines, in_all } = await failedOrOwed(db, clock.now, 10)
  expect([in_all, lines.map(({ code, words }) => `${code} ${words}`)]).toEqual([3, ['LT-0009 Failed: not encrypted', 'LT-0001 Owed', 'LT-0003 Owed, ran out Sun 1 Nov']])
  const first = await failedOrOwed(db, clock.now, 2)
  expect([first.in_all, first.lines]).toEqual([3, lines.slice(0, 2)])
})

test('of a device with a failed and an owed check the failed one comes first, the owed one in its turn', async () => {
  const { db, clock, laptop, check } = await school()
  const { id: laptops } = await db.selectFrom('device_types').select('id').where('name', '=', 'Laptop').executeTakeFirstOrThrow()
  await insertKind(db, { id: newId(), name: 'PAT', days: 365 }, [laptops])
  await addDevice(db, 'LT-0000')
  await check({ device_id: laptop, finding: 'not encrypted', passed: 0, valid_until: null })
  const told = async (most: number) => (await failedOrOwed(db, clock.now, most)).lines.map(({ code, kind_name, standing }) => [code, kind_name, standing.standing])
  const all = [['LT-0001', 'Encryption', 'failed'], ['LT-0000', 'Encryption', 'owed'], ['LT-0000', 'PAT', 'owed'], ['LT-0001', 'PAT', 'owed']]
  expect(await told(10)).toEqual(all)
  expect(await told(2)).toEqual(all.slice(0, 2))
})

test('the last check is found by its index, not by walking through all that were made', async () => {
  const { db, plansOf } = await watchedDatabase()
  const plans = await plansOf(async () => [await listAllOwed(db), await listAlike(db)])
  expect(plans).toHaveLength(2)
  for (const details of plans.map((plan) => plan.details.join('\n'))) {
    expect(details).toMatch(/SEARCH l USING COVERING INDEX device_checks_latest \(device_id=\? AND kind_id=\?\)/)
    expect(details).not.toMatch(/SCAN (l|c)\b/)
  }
  expect(plans[1]!.details.join('\n')).toMatch(/SEARCH d USING INDEX devices_by_type/)
})
