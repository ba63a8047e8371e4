import { expect, it } from 'vitest'
import { custodyOf, outQuery } from '../../src/custody/store.ts'
import { listDevices } from '../../src/devices/store.ts'
import { addDevice, addPerson, startApp, TUESDAY } from '../support/app.ts'
import { giveBack, lend } from '../support/loans.ts'
import { watchedDatabase } from '../support/plans.ts'

const OUT = { q: '', type: '', home: '', with: '', state: 'out' } as const

it('finds what is out, and neither what came back nor what never went', async () => {
  const kit = await startApp()
  const marlo = await addPerson(kit.db, { name: 'Marlo Finch' })
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003']) await addDevice(kit.db, code)
  await lend(kit, marlo, 'LT-0001')
  await lend(kit, marlo, 'LT-0002')
  await giveBack(kit, 'LT-0002')
  expect(await outQuery(kit.db).execute()).toMatchObject([{ code: 'LT-0001', borrower: 'Marlo Finch' }])
  expect(await listDevices(kit.db, OUT, { now: TUESDAY.toISOString(), spared: [] }, {}, 10)).toMatchObject([{ code: 'LT-0001' }])
})

it.each([
  ['what is out', outQuery],
  ['the list of devices that are out', (db) => ({ execute: () => listDevices(db, OUT, { now: TUESDAY.toISOString(), spared: [] }, {}, 50) })],
  ['a device by its id', (db) => ({ execute: () => custodyOf(db, ['d1']) })],
] satisfies [string, (db: Parameters<typeof outQuery>[0]) => { execute: () => Promise<unknown> }][])('%s is read from an index of what is open', async (_, query) => {
  const { db, plansOf } = await watchedDatabase()
  const [plan] = await plansOf(() => query(db).execute())
  const loans = plan!.details.filter((detail) => /\bl\b/.test(detail))
  expect(loans).toHaveLength(1)
  expect(loans[0]).toMatch(/^SEARCH l USING INDEX (open_loans_by_due|one_open_loan|loans_of_device_by_return \(device_id=\? AND returned_at=\?\))/)
})
