import { expect, test } from 'vitest'
import type { Db } from '../../src/database/open.ts'
import { newId } from '../../src/database/ids.ts'
import { addClass, addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { bookOut, hidden } from './support.ts'

const loansOf = (db: Db) => db.selectFrom('loans').selectAll().execute()

async function teacher() {
  const school = await startApp()
  const device = await addDevice(school.db, 'LT-0427')
  const me = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  return { ...school, device, me, agent: await signedIn(school, me) }
}

test('a teacher books a laptop out and the device’s page says until when', async () => {
  const { db, device, me, agent } = await teacher()
  const oak = await addClass(db, 'Year 4 Oak')
  const answer = await bookOut(agent, 'lt-0427', { purpose: ' Spelling   test ', class_id: oak, until: '5.45 pm' })
  expect(answer.status).toBe(303)
  const [loan] = await loansOf(db)
  expect(answer.headers['location']).toBe(`/devices/LT-0427?loan=${loan!.id}`)
  expect(loan).toMatchObject({
    device_id: device, borrower_id: me, answers_id: me, class_id: oak, purpose: 'Spelling test', source: 'own account',
    booked_out_by_id: me, due_at: '2026-11-24T17:45:00.000Z', returned_at: null,
  })
})

test('one form sent twenty times is one loan', async () => {
  const { db, device, agent } = await teacher()
  const page = await agent.get('/loans/new?device=LT-0427')
  const form = { device_id: device, purpose: 'Computing', form_key: hidden(page.text, '/loans', 'form_key') }
  const answers = await Promise.all(Array.from({ length: 20 }, () => agent.post('/loans').type('form').send(form)))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(303))
  expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1)
  expect(await loansOf(db)).toHaveLength(1)
})

test('the same form with other fields is refused', async () => {
  const { db, device, agent } = await teacher()
  await addDevice(db, 'LT-0428')
  const form = { device_id: device, purpose: 'Computing', form_key: 'a-key-of-our-own-1234' }
  await agent.post('/loans').type('form').send(form)
  const again = await agent.post('/loans').type('form').send({ ...form, purpose: 'Something else' })
  expect(again.status).toBe(422)
  expect(again.text).toContain('This form was already used')
  expect(await loansOf(db)).toHaveLength(1)
})

test('twenty people at once get one loan and nineteen clear refusals', async () => {
  const school = await teacher()
  const { db, device } = school
  const agents = await Promise.all(Array.from({ length: 20 }, async (_, i) =>
    signedIn(school, await addPerson(db, { name: `Teacher ${String.fromCharCode(65 + i)}`, roles: ['staff'] }))))
  const answers = await Promise.all(agents.map((agent, i) =>
    agent.post('/loans').type('form').send({ device_id: device, purpose: `Lesson ${i}`, form_key: `key-of-agent-number-${i}` })))
  const refused = answers.filter(({ status }) => status === 422)
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(refused).toHaveLength(19)
  for (const { text } of refused) expect(text).toMatch(/LT-0427 is already booked out to Teacher [A-T]\. Bring it back first/)
  expect(await loansOf(db)).toHaveLength(1)
})

test('a form that was refused can be sent again once the device is free', async () => {
  const school = await teacher()
  const { db, device, agent, lead } = school
  const leads = await signedIn(school, lead)
  await bookOut(leads, 'LT-0427')
  const form = { device_id: device, purpose: 'Computing', form_key: 'a-key-of-our-own-1234' }
  expect((await agent.post('/loans').type('form').send(form)).status).toBe(422)
  const [loan] = await loansOf(db)
  await leads.post(`/loans/${loan!.id}/return`)
  expect((await agent.post('/loans').type('form').send(form)).status).toBe(303)
})

test.each([
  ['no purpose', { purpose: '  ' }, 'Say what it is for'],
  ['a long purpose', { purpose: 'x'.repeat(121) }, 'Use at most 120 characters'],
  ['a password', { purpose: 'login password: hunter2' }, 'That looks like a password'],
  ['a recovery key', { purpose: Array(8).fill('123456').join('-') }, 'That looks like a password'],
  ['a time that is none', { until: 'later' }, 'Write a time such as 5:45 pm'],
  ['a time that has passed', { until: '8:15 am' }, 'That time has passed'],
  ['a class of nowhere', { class_id: 'nowhere' }, 'Choose a class from the list'],
])('%s is said beside its field and nothing is booked out', async (_, typed, words) => {
  const { db, agent } = await teacher()
  const answer = await bookOut(agent, 'LT-0427', typed)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(words)
  expect(answer.text).toContain('<title>Error: ')
  expect(await loansOf(db)).toEqual([])
})

test('staff book out for themselves, whatever the form says', async () => {
  const { db, agent, me, lead } = await teacher()
  const page = await agent.get('/loans/new?device=LT-0427')
  expect(page.text).not.toContain('name="borrower_id"')
  await bookOut(agent, 'LT-0427', { borrower_id: lead, answers_id: lead, lead_says_yes: '1' })
  expect((await loansOf(db))[0]).toMatchObject({ borrower_id: me, answers_id: me })
})

test('the office books out for a visitor when a member of staff answers for it', async () => {
  const school = await teacher()
  const { db, me } = school
  const office = await signedIn(school, await addPerson(db, { name: 'Odile Penn', roles: ['office'] }))
  const visitor = await addPerson(db, { name: 'Leo Nkemelu', kind: 'visitor' })
  const refused = await bookOut(office, 'LT-0427', { borrower_id: visitor })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('href="#answers_id">A member of staff answers for a visitor’s loan. Say which member of staff')
  expect((await bookOut(office, 'LT-0427', { borrower_id: visitor, answers_id: me })).status).toBe(303)
  expect((await loansOf(db))[0]).toMatchObject({ borrower_id: visitor, answers_id: me })
})

test('every reason is said at once', async () => {
  const school = await teacher()
  const { db, me, lead } = school
  const camera = await addDevice(db, 'CAM-01', 'Camera')
  await db.insertInto('allocations').values({ id: newId(), device_id: camera, keeper_id: me, from_at: '2026-11-01T09:00:00.000Z', until_at: null }).execute()
  const visitor = await addPerson(db, { name: 'Leo Nkemelu', kind: 'visitor' })
  const answer = await bookOut(await signedIn(school, lead), 'CAM-01', { borrower_id: visitor })
  expect(answer.text).toContain('CAM-01 is looked after by Marlo Finch')
  expect(answer.text).toContain('A Camera is not lent to a visitor')
  expect(answer.text).toContain('A member of staff answers for a visitor’s loan')
})

test('only a lead may say yes in the keeper’s place', async () => {
  const school = await teacher()
  const { db, device, lead, agent } = school
  const keeper = await addPerson(db, { name: 'Imogen Vale', roles: ['staff'] })
  await db.insertInto('allocations').values({ id: newId(), device_id: device, keeper_id: keeper, from_at: '2026-11-01T09:00:00.000Z', until_at: null }).execute()
  expect((await bookOut(agent, 'LT-0427', { lead_says_yes: '1' })).status).toBe(422)
  const leads = await signedIn(school, lead)
  expect((await bookOut(leads, 'LT-0427')).text).toContain('href="#lead_says_yes"')
  expect((await bookOut(leads, 'LT-0427', { lead_says_yes: '1' })).status).toBe(303)
})

test('a code that no device has is said, and typed again', async () => {
  const { agent } = await teacher()
  const page = await agent.get('/loans/new?device=LT-9999')
  expect(page.text).toContain('No device has the code LT-9999')
  expect((await agent.get('/loans/new?device=')).text).toContain('Type the code that stands on the tag')
})

test('what is written as a purpose stays text', async () => {
  const { agent } = await teacher()
  const nasty = '"><script>alert(1)</script>'
  const refused = await bookOut(agent, 'LT-0427', { purpose: nasty, until: 'x' })
  expect(refused.text).not.toContain('<script>alert')
  await bookOut(agent, 'LT-0427', { purpose: nasty })
  expect((await agent.get('/loans/new?device=LT-0427')).text).not.toContain('<script>alert')
})
