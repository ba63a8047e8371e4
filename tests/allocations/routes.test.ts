import { expect, test } from 'vitest'
import { isUniqueViolation } from '../../src/database/act.ts'
import { insertAllocation } from '../../src/allocations/store.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'

const described = { condition: 'Good, a scratch on the lid', charger: '1' }

async function scene(type = 'Laptop') {
  const school = await startApp()
  const device_id = await addDevice(school.db, 'LT-1', type)
  const [finch, vale] = [await addPerson(school.db, { name: 'Marlo Finch' }), await addPerson(school.db, { name: 'Imogen Vale' })]
  const browser = await signedIn(school, school.lead)
  const give = (keeper_id: string, key: string, more: Record<string, string> = {}) => (
    browser.post('/allocations').type('form').send({ device_id, keeper_id, ...described, ...more, form_key: key.repeat(20) }))
  const kept = () => school.db.selectFrom('allocations').select(['keeper_id', 'until_at']).orderBy('id').execute()
  const receipts = () => school.db.selectFrom('handovers').selectAll().orderBy('id').execute()
  const events = async () => (await school.db.selectFrom('events').select('verb').where('subject', '=', 'device').orderBy('id').execute()).map(({ verb }) => verb)
  const openId = async () => (await school.db.selectFrom('allocations').select('id').where('until_at', 'is', null).executeTakeFirstOrThrow()).id
  return { ...school, device_id, browser, give, kept, receipts, events, openId, finch, vale }
}

test('a device is given into somebody’s care, passed on in one act, and taken back, each with its receipt', async () => {
  const { browser, db, give, kept, receipts, events, openId, finch, vale, clock } = await scene()
  expect((await browser.get('/allocations/new?device=lt-1')).text).toContain('Imogen Vale')
  expect((await give(finch, 'a')).headers['location']).toBe('/devices/LT-1?done=kept')
  await give(finch, 'a')
  expect((await browser.get('/devices/LT-1')).text).toContain('with Marlo Finch')
  await give(vale, 'b', { condition: 'Good', bag: '1' })
  const at = clock.now.toISOString()
  expect(await kept()).toEqual([{ keeper_id: finch, until_at: at }, { keeper_id: vale, until_at: null }])
  expect((await browser.get(`/allocations/${await openId()}/end`)).text).toContain('Imogen Vale looks after it no longer')
  const ended = await browser.post(`/allocations/${await openId()}/end`).type('form').send({ condition: 'A key is missing', form_key: 'c'.repeat(20) })
  expect(ended.headers['location']).toBe('/devices/LT-1?done=store')
  expect((await kept()).every(({ until_at }) => until_at === at)).toBe(true)
  expect((await receipts()).map(({ way, condition, charger, bag, closed_at }) => [way, condition, charger, bag, closed_at !== null])).toEqual([
    ['given', 'Good, a scratch on the lid', 1, 0, true], ['handed back', 'Good', 1, 1, false],
    ['given', 'Good', 1, 1, true], ['handed back', 'A key is missing', 0, 0, false],
  ])
  expect(await events()).toEqual([
    'allocation.began', 'handover.given', 'allocation.ended', 'handover.back', 'allocation.began', 'handover.given', 'allocation.ended', 'handover.back',
  ])
  const data = (await db.selectFrom('events').select('data').execute()).map(({ data }) => data).join('')
  expect(data).not.toMatch(/Finch|scratch/)
})

test.each([
  ['no condition', { condition: '' }, 'Say what condition it is in'],
  ['a password in the condition', { condition: 'password: tulip9' }, 'That looks like a password'],
  ['a day that has passed', { until_day: '24 11 2026' }, 'Write a day after today'],
  ['no day', { until_day: 'soon' }, 'Write a day such as 17 3 2027'],
])('%s is refused beside its field, and nothing is lost or given', async (_, wrong, words) => {
  const { give, finch, kept } = await scene()
  const refused = await give(finch, 'a', { bag: '1', ...wrong })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain(words)
  expect(refused.text).toContain(Object.values(wrong)[0] || 'id="condition"')
  expect(refused.text).toMatch(/name="bag" value="1"\s+checked/)
  expect(await kept()).toEqual([])
})

test('what may go home asks for the permission that its type wants, and a type that stays is refused', async () => {
  const { give, finch, db, device_id, receipts } = await scene('iPad')
  await give(finch, 'a', { goes_home: '1', until_day: '17 7 2027' })
  const [approval] = await db.selectFrom('approvals').selectAll().execute()
  expect(approval).toMatchObject({ person_id: finch, until_day: '2027-07-17', decision: null, why: 'To take home what they look after' })
  expect((await receipts())[0]).toMatchObject({ goes_home: 1, approval_id: approval!.id })
  const { type_id } = await db.selectFrom('devices').select('type_id').where('id', '=', device_id).executeTakeFirstOrThrow()
  await db.updateTable('device_types').set({ off_site: 'no' }).where('id', '=', type_id).execute()
  const other = await addPerson(db, { name: 'Cormac Bride' })
  expect((await give(other, 'b', { goes_home: '1' })).text).toContain('An iPad does not leave the school')
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
  await insertAllocation(db, { device_id, keeper_id: finch, until_day: null }, clock.now)
  await expect(insertAllocation(db, { device_id, keeper_id: vale, until_day: null }, clock.now)).rejects.toSatisfy(isUniqueViolation)
})
