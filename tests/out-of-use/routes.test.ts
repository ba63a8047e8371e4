import { expect, test } from 'vitest'
import { bookOut } from '../../src/loans/lend.ts'
import { addDevice, signedIn, startApp } from '../support/app.ts'

async function scene() {
  const school = await startApp()
  const device_id = await addDevice(school.db, 'LT-1')
  const browser = await signedIn(school, school.lead)
  const { db, lead, clock } = school
  const lend = () => bookOut(db, {
    device_ids: [device_id], borrower_id: lead, class_id: null, answers_id: null, purpose: 'Computing', until: null, source: 'desk',
    actor: { person_id: lead, desk_id: null },
  }, clock.now)
  const send = (because: string, key: string, note = '') => browser.post('/out-of-use').type('form').send({ device_id, because, note, form_key: key.repeat(20) })
  return { ...school, device_id, browser, lend, send }
}

test('a device goes to be repaired and comes back in use, once each', async () => {
  const { browser, db, send, lend } = await scene()
  expect((await send('in repair', 'a', 'The hinge')).headers['location']).toBe('/devices/LT-1?done=out-of-use')
  expect((await send('in repair', 'a', 'The hinge')).status).toBe(303)
  const page = await browser.get('/devices/LT-1')
  expect(page.text).toContain('The hinge')
  expect((await lend()).refusals[0]!.reasons[0]!.code).toBe('out-of-use')
  const [row] = await db.selectFrom('out_of_use').selectAll().execute()
  expect(page.text).toContain(`action="/out-of-use/${row!.id}/end"`)
  for (let i = 0; i < 2; i++) expect((await browser.post(`/out-of-use/${row!.id}/end`)).headers['location']).toBe('/devices/LT-1?done=in-use')
  expect((await lend()).loans).toHaveLength(1)
  const verbs = await db.selectFrom('events').select('verb').where('subject', '=', 'device').orderBy('id').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['device.in repair', 'device.back in use', 'loan.out'])
})

test('an open loan of what is lost ends as lost; for a repair it has to come back first', async () => {
  const { db, send, lend } = await scene()
  await lend()
  const refused = await send('in repair', 'a')
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('LT-1 is booked out to Wren Calloway. Bring it back first')
  expect(await db.selectFrom('out_of_use').select('id').execute()).toEqual([])
  expect((await send('lost', 'a')).status).toBe(303)
  expect(await db.selectFrom('loans').select('outcome').executeTakeFirst()).toEqual({ outcome: 'lost' })
})

test('what was lost and is found broken changes its reason in one step', async () => {
  const { db, send } = await scene()
  await send('lost', 'a')
  expect((await send('lost', 'b')).status).toBe(422)
  await send('in repair', 'c')
  const rows = await db.selectFrom('out_of_use').select(['because', 'until_at']).orderBy('id').execute()
  expect(rows.map(({ because, until_at }) => [because, until_at === null])).toEqual([['lost', false], ['in repair', true]])
})

test('a note that looks like a password, and a reason that is none, are refused', async () => {
  const { send } = await scene()
  expect((await send('lost', 'a', 'PIN: 4821')).text).toContain('looks like a password')
  expect((await send('eaten', 'b')).text).toContain('Choose why')
})
