import { expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import { addDevice, signedIn, startApp } from '../support/app.ts'

test('everything that is looked after is read fifty at a time, by code, and once', async () => {
  const school = await startApp()
  const codes = Array.from({ length: 51 }, (_, at) => `LT-${String(at + 1).padStart(4, '0')}`)
  for (const code of codes) {
    const device_id = await addDevice(school.db, code)
    await school.db.insertInto('allocations').values({ id: newId(), device_id, keeper_id: school.lead, from_at: school.clock.now.toISOString(), until_at: null, until_day: null }).execute()
  }
  const lead = await signedIn(school, school.lead)
  const first = (await lead.get('/allocations')).text
  const next = first.match(/href="(\/allocations\?after=[^"]+)"/)![1]!
  const second = (await lead.get(next)).text
  const on = (html: string) => [...html.matchAll(/href="\/devices\/(LT-\d{4})"/g)].map(([, code]) => code)
  expect(on(first)).toEqual(codes.slice(0, 50))
  expect(on(second)).toEqual(codes.slice(50))
  expect(second).not.toContain('?after=')
})
