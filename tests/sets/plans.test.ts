import { expect, it } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import { allLoans } from '../../src/sets/history.ts'
import { listLacking } from '../../src/sets/lacking.ts'
import { listDevicesOf } from '../../src/sets/store.ts'
import { lookUp } from '../../src/who-had-it/look-up.ts'
import { addDevice, addPerson, TUESDAY } from '../support/app.ts'
import { lend } from '../support/loans.ts'
import { watchedDatabase } from '../support/plans.ts'

it('reaches a set’s past, what it lacks and who had it through each device’s own loans and moments', async () => {
  const { db, plansOf } = await watchedDatabase()
  const set_id = newId()
  await db.insertInto('sets').values({ id: set_id, code: 'TR-A', name: 'Trolley', place: '', slots: 2 }).execute()
  const id = await addDevice(db, 'IP-0001', 'iPad')
  await db.updateTable('devices').set({ set_id, slot: 1 }).where('id', '=', id).execute()
  await lend({ db, clock: { now: TUESDAY } } as Parameters<typeof lend>[0], await addPerson(db, { name: 'Marlo Finch' }), 'IP-0001')
  const later = new Date('2026-11-25T09:00:00.000Z')
  const all = await plansOf(async () => {
    for await (const loans of allLoans(db, set_id, later.toISOString())) expect(loans).toHaveLength(1)
    await listLacking(db, await listDevicesOf(db, set_id), later)
    await lookUp(db, 'IP-0001 24/11/2026 10:00\nIP-0001 25/11/2026 08:00', String, later)
  })
  const plans = all.flatMap(({ details }) => details).filter((detail) => /(SEARCH|SCAN) (loans|l|sightings|s)\b/.test(detail))
  expect(plans.length).toBeGreaterThan(15)
  const byDevice = /USING (COVERING )?INDEX (loans_by_device \(device_id=|loans_of_device_by_return \(device_id=\? AND returned_at=|sqlite_autoindex_loans_1 \(id=|sightings_by_device \(device_id=|sqlite_autoindex_sets_1)/
  expect(plans.filter((detail) => !byDevice.test(detail))).toEqual([])
  expect(plans.filter((detail) => detail.endsWith('loans_by_device (device_id=?)'))).toEqual([])
})
