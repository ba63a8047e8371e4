import { beforeEach, expect, test } from 'vitest'
import { isRefusedBy } from '../../src/database/act.ts'
import { bookOut } from '../../src/loans/lend.ts'
import type { Loan } from '../../src/loans/store.ts'
import { takeBack } from '../../src/loans/take-back.ts'
import { type Agent, fieldsOf, hidden } from '../loans/support.ts'
import { addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'

let school: TestApp
let leads: Agent
let device: string
let marlo: string
let imogen: string

const actor = { person_id: null, desk_id: null }
const at = (time: string) => new Date(`2026-11-24T${time}:00.000Z`)

/** A loan in the book: taken, and brought back unless it is still out. */
async function entry(borrower_id: string, taken: string, back?: string): Promise<Loan> {
  const wish = { device_ids: [device], borrower_id, class_id: null, answers_id: null, purpose: 'Computing', until: null, source: 'desk' as const, actor }
  const { loans } = await bookOut(school.db, wish, at(taken))
  if (back) await takeBack(school.db, { device_id: device, actor }, at(back))
  return loans[0]!
}

/** The correction form as a browser sends it: every field as it was shown, but for `typed`. */
async function correct(id: string, typed: Record<string, string>) {
  const path = `/loans/${id}/correct`
  const shown = fieldsOf((await leads.get(path)).text, path)
  return leads.post(path).type('form').send({ ...shown, reason: 'Tapped the wrong name', ...typed })
}

const loan = (id: string) => school.db.selectFrom('loans').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const corrections = () => school.db.selectFrom('loan_corrections').selectAll().execute()

beforeEach(async () => {
  school = await startApp()
  school.clock.now = at('16:00')
  leads = await signedIn(school, school.lead)
  device = await addDevice(school.db, 'LT-0427')
  marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  imogen = await addPerson(school.db, { name: 'Imogen Vale', roles: ['staff'] })
})

test('the wrong name is put right, and both versions stay in the book with the reason', async () => {
  const { id } = await entry(imogen, '09:05', '11:00')
  const answer = await correct(id, { borrower_id: marlo })
  expect(answer.headers['location']).toBe(`/book?device=LT-0427&done=corrected#e-${id}`)
  expect((await leads.get(answer.headers['location']!)).text).toContain('The book is corrected')
  expect(await loan(id)).toMatchObject({ borrower_id: marlo, answers_id: marlo, taken_at: '2026-11-24T09:05:00.000Z' })
  const [kept] = await corrections()
  expect(kept).toMatchObject({ loan_id: id, by_id: school.lead, reason: 'Tapped the wrong name' })
  expect(JSON.parse(kept!.before)).toEqual({ borrower_id: imogen, answers_id: imogen })
  expect(JSON.parse(kept!.after)).toEqual({ borrower_id: marlo, answers_id: marlo })
  const page = await leads.get(`/loans/${id}/correct`)
  expect(page.text).toMatch(/Corrected<\/strong> today 4:00 pm by Wren Calloway: Tapped the wrong name/)
  expect(page.text).toContain('With: <del>Imogen Vale</del> <ins>Marlo Finch</ins>')
  expect(await school.db.selectFrom('events').select('verb').where('verb', '=', 'loan.corrected').execute()).toHaveLength(1)
})

test('a loan that came back unscanned is closed', async () => {
  const { id } = await entry(imogen, '09:05')
  await correct(id, { outcome: 'returned unscanned', returned_time: '3.20pm', reason: 'It was on its shelf' })
  expect(await loan(id)).toMatchObject({ outcome: 'returned unscanned', returned_at: '2026-11-24T15:20:00.000Z', taken_back_by_id: school.lead })
})

test('times that would overlap another entry are refused, and the entry that stands is named', async () => {
  await entry(marlo, '09:05', '10:00')
  const { id } = await entry(imogen, '10:30', '11:00')
  const answer = await correct(id, { taken_time: '9:30 am' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('LT-0427 was out to Marlo Finch from today 9:05 am until today 10:00 am, and that entry stands')
  expect(await loan(id)).toMatchObject({ taken_at: '2026-11-24T10:30:00.000Z' })
  expect(await corrections()).toEqual([])
})

test('an entry is not opened again while somebody else has the device', async () => {
  const { id } = await entry(marlo, '09:05', '10:00')
  await entry(imogen, '10:30')
  const answer = await correct(id, { outcome: '' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('LT-0427 has been out to Imogen Vale since today 10:30 am')
})

test('an entry that changed meanwhile is shown as it is now, not overwritten', async () => {
  const { id } = await entry(imogen, '09:05')
  const path = `/loans/${id}/correct`
  const page = await leads.get(path)
  const seen = hidden(page.text, path, 'seen')
  await takeBack(school.db, { device_id: device, actor }, at('11:00'))
  const answer = await correct(id, { seen, outcome: '', purpose: 'Coding' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('This entry has changed since you opened it')
  expect(await loan(id)).toMatchObject({ outcome: 'returned', purpose: 'Computing' })
})

test('one correction sent many times is one correction', async () => {
  const { id } = await entry(imogen, '09:05', '11:00')
  const path = `/loans/${id}/correct`
  const page = await leads.get(path)
  const form = {
    form_key: hidden(page.text, path, 'form_key'), seen: hidden(page.text, path, 'seen'), borrower_id: marlo, purpose: 'Computing',
    taken_day: '24 11 2026', taken_time: '9:05', outcome: 'returned', returned_day: '24/11/26', returned_time: '11:00', reason: 'Tapped the wrong name',
  }
  const answers = await Promise.all(Array.from({ length: 10 }, () => leads.post(path).type('form').send(form)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(303))
  expect(await corrections()).toHaveLength(1)
})

test.each([
  ['a reason', { reason: '' }, 'Say why you change this entry'],
  ['a reason that is no secret', { reason: 'PIN 4471' }, 'That looks like a password'],
  ['a day that is one', { taken_day: '31 2 2026' }, 'Write a day such as 17 3 2027'],
  ['a time', { returned_time: '' }, 'Say at what time it came back'],
  ['how it ended', { outcome: 'eaten' }, 'Say how it ended'],
])('a correction needs %s', async (_, typed, words) => {
  const { id } = await entry(imogen, '09:05', '11:00')
  const answer = await correct(id, { purpose: 'Coding', ...typed })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(words)
  expect(await corrections()).toEqual([])
})

test('what never happened is struck out with a reason and stays', async () => {
  const { id } = await entry(imogen, '09:05')
  const none = await leads.post(`/loans/${id}/strike-out`).type('form').send({ form_key: 'a-key-of-our-own-1234' })
  expect(none.text).toContain('Say why this entry is struck out')
  const answer = await leads.post(`/loans/${id}/strike-out`).type('form').send({ form_key: 'a-key-of-our-own-1234', strike_reason: 'Scanned by a child' })
  expect(answer.status).toBe(303)
  expect(await loan(id)).toMatchObject({ voided_by_id: school.lead, voided_at: '2026-11-24T16:00:00.000Z' })
  expect((await leads.get(`/loans/${id}/correct`)).text).toContain('This entry is struck out and stays as it is')
})

test('a correction can be neither changed nor taken away', async () => {
  const { id } = await entry(imogen, '09:05', '11:00')
  await correct(id, { borrower_id: marlo })
  const refused = (run: Promise<unknown>) => run.then(() => false, (error) => isRefusedBy(error, 'append-only'))
  expect(await refused(school.db.updateTable('loan_corrections').set({ reason: 'x' }).execute())).toBe(true)
  expect(await refused(school.db.deleteFrom('loan_corrections').execute())).toBe(true)
})

test.each(['staff', 'office', 'technician', 'head', 'business'] as const)('the book is not corrected by %s', async (role) => {
  const { id } = await entry(imogen, '09:05')
  const agent = await signedIn(school, await addPerson(school.db, { name: 'Odile Penn', roles: [role] }))
  expect((await agent.get(`/loans/${id}/correct`)).status).toBe(403)
  expect((await agent.post(`/loans/${id}/correct`)).status).toBe(403)
  expect((await agent.post(`/loans/${id}/strike-out`)).status).toBe(403)
})

test('a time that came twice, as the clocks went back, is taken as the second, and the page says so', async () => {
  const { id } = await entry(marlo, '09:05', '11:00')
  const answer = await correct(id, { taken_day: '25 10 2026', taken_time: '1:30' })
  expect((await leads.get(answer.headers['location']!)).text).toContain('the time came twice: the second one, after the change, is written down')
  expect((await loan(id)).taken_at).toBe('2026-10-25T01:30:00.000Z')
})
