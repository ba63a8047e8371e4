import { expect, test } from 'vitest'
import { newFormKey } from '../../src/http/forms.ts'
import { addPerson, signedIn } from '../support/app.ts'
import { deskSchool, listOpenLoans } from '../support/desk-school.ts'

async function sheet() {
  const kit = await deskSchool()
  kit.clock.now = new Date('2026-11-24T16:00:00.000Z')
  const browser = await signedIn(kit, kit.lead)
  const send = (fields: Record<string, string>) => browser.post('/paper').type('form').send({ form_key: newFormKey(), day: '24 11 2026', ...fields })
  return { ...kit, browser, send }
}

const line = (n: number, code: string, who: string, out: string, back = '') =>
  ({ [`code_${n}`]: code, [`who_${n}`]: who, [`purpose_${n}`]: 'Maths', [`out_${n}`]: out, [`back_${n}`]: back })

test('what was on paper goes into the book, marked as from paper, by name or by badge', async () => {
  const kit = await sheet()
  const sent = await kit.send({ ...line(1, 'lt-0001', 'marlo finch', '9.15', '11:00'), ...line(3, 'IP-0001', 'P-0001', '1:30 pm') })
  expect([sent.status, sent.headers['location']]).toEqual([303, '/paper?entered=2'])
  const loans = await kit.db.selectFrom('loans').selectAll().orderBy('taken_at').execute()
  expect(loans).toMatchObject([
    { source: 'paper', borrower_id: kit.marlo, taken_at: '2026-11-24T09:15:00.000Z', returned_at: '2026-11-24T11:00:00.000Z', outcome: 'returned' },
    { source: 'paper', borrower_id: kit.marlo, taken_at: '2026-11-24T13:30:00.000Z', returned_at: null, due_at: '2026-11-24T15:30:00.000Z' },
  ])
  expect((await kit.browser.get('/paper?entered=2')).text).toContain('2 entries are in the book')
})

test('a line that overlaps what stands is refused with what stands, and nothing of the sheet is saved', async () => {
  const kit = await sheet()
  await kit.send(line(1, 'LT-0001', 'Marlo Finch', '9:00', '11:00'))
  const sent = await kit.send({ ...line(1, 'IP-0001', 'Imogen Vale', '9:00', '10:00'), ...line(2, 'LT-0001', 'Imogen Vale', '10:30', '12:00') })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain('Line 2: the book says Marlo Finch had it from today 9:00 am to today 11:00 am')
  expect(sent.text).toContain('value="Imogen Vale"')
  expect(await kit.db.selectFrom('loans').selectAll().execute()).toHaveLength(1)
})

test.each([
  ['an unknown device', line(1, 'NOPE', 'Marlo Finch', '9:00'), 'no device has the code NOPE'],
  ['an unknown name', line(1, 'LT-0001', 'Marlo', '9:00'), 'nobody (or more than one) is called “Marlo”'],
  ['a time to come', line(1, 'LT-0001', 'Marlo Finch', '17:00'), 'that time is still to come'],
  ['back before taken', line(1, 'LT-0001', 'Marlo Finch', '11:00', '10:00'), 'it came back before it was taken'],
  ['one device twice', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), ...line(2, 'lt-0001', 'Imogen Vale', '10:00') }, 'line 1 has the same device at that time'],
  ['a closed day', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), day: '22 11 2026' }, 'The school was closed on that day'],
  ['an empty sheet', {}, 'Write at least one line'],
  ['a password', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), purpose_1: 'password: hunter22' }, 'Kitbook never keeps those'],
])('%s is said beside its line', async (_name, fields, words) => {
  const kit = await sheet()
  const sent = await kit.send(fields)
  expect(sent.status).toBe(422)
  expect(sent.text).toContain(words)
  expect(await listOpenLoans(kit)).toEqual([])
})

test('a sheet sent twice is entered once, and staff may print but not write in', async () => {
  const kit = await sheet()
  const form_key = newFormKey()
  for (let i = 0; i < 2; i++) expect((await kit.send({ ...line(1, 'LT-0001', 'Marlo Finch', '9:00', '10:00'), form_key })).status).toBe(303)
  expect(await kit.db.selectFrom('loans').selectAll().execute()).toHaveLength(1)
  const staff = await signedIn(kit, await addPerson(kit.db, { name: 'Ned Plain', roles: ['staff'] }))
  expect([(await staff.get('/paper')).status, (await staff.get('/paper/sheet')).status]).toEqual([403, 200])
})
