import { expect, test } from 'vitest'
import { isUniqueViolation } from '../../src/database/act.ts'
import { insertAllocation } from '../../src/allocations/store.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'

async function scene() {
  const school = await startApp()
  const device_id = await addDevice(school.db, 'LT-1')
  const [finch, vale] = [await addPerson(school.db, { name: 'Marlo Finch' }), await addPerson(school.db, { name: 'Imogen Vale' })]
  const browser = await signedIn(school, school.lead)
  const give = (keeper_id: string, key: string) => browser.post('/allocations').type('form').send({ device_id, keeper_id, form_key: key.repeat(20) })
  const kept = () => school.db.selectFrom('allocations').select(['keeper_id', 'until_at']).orderBy('id').execute()
  return { ...school, device_id, browser, give, kept, finch, vale }
}

test('a device is given into somebody’s care, handed on, and taken back to the store', async () => {
  const { browser, db, give, kept, finch, vale, clock } = await scene()
  expect((await browser.get('/allocations/new?device=lt-1')).text).toContain('Imogen Vale')
  expect((await give(finch, 'a')).headers['location']).toBe('/devices/LT-1?done=kept')
  await give(finch, 'a')
  expect((await browser.get('/devices/LT-1')).text).toContain('with Marlo Finch')
  await give(vale, 'b')
  const at = clock.now.toISOString()
  expect(await kept()).toEqual([{ keeper_id: finch, until_at: at }, { keeper_id: vale, until_at: null }])
  const { id } = await db.selectFrom('allocations').select('id').where('until_at', 'is', null).executeTakeFirstOrThrow()
  expect((await browser.post(`/allocations/${id}/end`)).headers['location']).toBe('/devices/LT-1?done=store')
  expect((await kept()).every(({ until_at }) => until_at === at)).toBe(true)
  const events = await db.selectFrom('events').select(['verb', 'data']).where('subject', '=', 'device').orderBy('id').execute()
  expect(events.map(({ verb }) => verb)).toEqual(['allocation.began', 'allocation.ended', 'allocation.began', 'allocation.ended'])
  expect(events.map(({ data }) => data).join('')).not.toContain('Finch')
})

test('a refusal says what stands against it, and nobody is no keeper', async () => {
  const { give, finch, device_id, db, kept } = await scene()
  await db.insertInto('out_of_use').values({ id: 'o', device_id, because: 'retired', note: '', from_at: '2026-11-01T09:00:00.000Z', until_at: null }).execute()
  const refused = await give(finch, 'a')
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('LT-1 is out of use: retired. Put it back in use first')
  expect((await give('', 'b')).text).toContain('Choose who looks after it')
  expect((await give('nobody', 'c')).status).toBe(404)
  expect(await kept()).toEqual([])
})

test('the database holds one open allocation a device', async () => {
  const { db, device_id, finch, vale, clock } = await scene()
  await insertAllocation(db, device_id, finch, clock.now)
  await expect(insertAllocation(db, device_id, vale, clock.now)).rejects.toSatisfy(isUniqueViolation)
})
