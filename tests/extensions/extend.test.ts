import { beforeEach, expect, test } from 'vitest'
import { fieldsOf } from '../loans/support.ts'
import { addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { giveBack, lend } from '../support/loans.ts'

let school: TestApp
let marlo: string
let loan: string

beforeEach(async () => {
  school = await startApp()
  marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  await addDevice(school.db, 'LT-1')
  await lend(school, marlo, 'LT-1')
  loan = (await school.db.selectFrom('loans').select('id').executeTakeFirstOrThrow()).id
})

type Agent = Awaited<ReturnType<typeof signedIn>>
const path = () => `/loans/${loan}/extend`
const due = async () => (await school.db.selectFrom('loans').select('due_at').executeTakeFirstOrThrow()).due_at
const extensions = () => school.db.selectFrom('loan_extensions').selectAll().orderBy('id').execute()

async function extend(agent: Agent, more: Record<string, string> = {}) {
  const page = await agent.get(path())
  return agent.post(path()).type('form').send({ ...fieldsOf(page.text, path()), ...more })
}

test('whoever has it keeps it longer once, from Today, their own list or its page', async () => {
  const agent = await signedIn(school, marlo)
  for (const page of ['/', '/my-loans', '/devices/LT-1']) expect((await agent.get(page)).text).toContain(`href="${path()}"`)
  expect((await agent.get(path())).text).toContain('tomorrow 3:30 pm')
  const sent = await extend(agent)
  expect((await agent.get(sent.headers['location']!)).text).toContain('It is due back tomorrow 3:30 pm.')
  expect(await extensions()).toMatchObject([{ loan_id: loan, by_id: marlo, due_before: '2026-11-24T15:30:00.000Z', due_after: '2026-11-25T15:30:00.000Z' }])
  expect(await due()).toBe('2026-11-25T15:30:00.000Z')
  const again = await agent.get(path())
  expect(again.text).toContain('You have kept it longer once already. Ask the computing lead.')
  const refused = await agent.post(path()).type('form').send({ form_key: 'another-key-of-our-own' })
  expect([refused.status, await due()]).toEqual([422, '2026-11-25T15:30:00.000Z'])
  expect((await agent.get('/devices/LT-1')).text).not.toContain(`href="${path()}"`)
})

test('the lead may again, until a time that they type; the book and the device’s past tell it', async () => {
  await extend(await signedIn(school, marlo))
  const lead = await signedIn(school, school.lead)
  const wrong = await extend(lead, { until_day: '28 11 2026', until_time: '12:00' })
  expect([wrong.status, wrong.text.includes('The school is closed on that day')]).toEqual([422, true])
  expect((await extend(lead, { until_day: '27 11 2026' })).text).toContain('Write a time too')
  expect((await extend(lead, { until_day: 'whenever', until_time: '12:00' })).text).toContain('Write a day such as')
  await extend(lead, { until_day: '27 11 2026', until_time: '12:00' })
  expect(await due()).toBe('2026-11-27T12:00:00.000Z')
  for (const page of ['/book', '/devices/LT-1']) {
    const { text } = await lead.get(page)
    expect(text).toContain('Kept longer</strong> today 9:00 am by Marlo Finch: due <del>today 3:30 pm</del> <ins>tomorrow 3:30 pm</ins>')
    expect(text).toContain('by Wren Calloway')
  }
  const events = await school.db.selectFrom('events').select('data').where('verb', '=', 'loan.extended').execute()
  expect(events).toHaveLength(2)
})

test('one form sent ten times extends once, with other fields it is refused', async () => {
  const lead = await signedIn(school, school.lead)
  const form = { form_key: 'a-key-of-our-own-1234', until_day: '', until_time: '' }
  const answers = await Promise.all(Array.from({ length: 10 }, () => lead.post(path()).type('form').send(form)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(303))
  expect(await extensions()).toHaveLength(1)
  expect((await lead.post(path()).type('form').send({ ...form, until_day: '30 11 2026', until_time: '12:00' })).status).toBe(422)
})

test('nobody else sees or moves it, and what is back stays as it was', async () => {
  const other = await signedIn(school, await addPerson(school.db, { name: 'Imogen Vale', roles: ['staff', 'office'] }))
  expect((await other.get(path())).status).toBe(404)
  expect((await other.post(path()).type('form').send({ form_key: 'a-key-of-our-own-1234' })).status).toBe(404)
  await giveBack(school, 'LT-1')
  const agent = await signedIn(school, marlo)
  expect((await agent.get(path())).text).toContain('It is back already.')
  expect((await agent.post(path()).type('form').send({ form_key: 'a-key-of-our-own-1234' })).status).toBe(422)
  expect(await extensions()).toEqual([])
})

test('an extension is never changed or taken away', async () => {
  await extend(await signedIn(school, marlo))
  await expect(school.db.updateTable('loan_extensions').set({ due_after: '2027-01-01T09:00:00.000Z' }).execute()).rejects.toThrow('append-only')
  await expect(school.db.deleteFrom('loan_extensions').execute()).rejects.toThrow('append-only')
})
