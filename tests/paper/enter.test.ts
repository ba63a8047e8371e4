import { expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
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
  const sent = await kit.send({ ...line(1, 'lt-0001', 'marlo finch', '9.15', '11 00'), ...line(3, 'IP-0001', 'P-0001', '1:30 pm') })
  expect([sent.status, sent.headers['location']]).toEqual([303, '/paper?entered=2&day=2026-11-24'])
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

async function oddities({ db, laptop, pads }: Awaited<ReturnType<typeof sheet>>) {
  await addPerson(db, { name: 'Gone Early', last_day: '2026-11-20' })
  await addPerson(db, { name: 'Not Yet', first_day: '2026-11-25' })
  await addPerson(db, { name: 'Vol Unteer', kind: 'volunteer' })
  await addPerson(db, { name: 'Ann Other' })
  await db.insertInto('tags').values({ text: 'OLD-7', what: 'old number', device_id: laptop, set_id: null, person_id: null, class_card_id: null, created_at: '' }).execute()
  await db.insertInto('out_of_use').values({ id: newId(), device_id: pads[1]!, because: 'retired', note: '', from_at: '2026-11-23T12:00:00.000Z', until_at: null }).execute()
}

test.each([
  ['an unknown device', line(1, 'NOPE', 'Marlo Finch', '9:00'), 'no device has the code NOPE'],
  ['a trolley', line(1, 'tr-a', 'Marlo Finch', '9:00'), 'TR-A is a trolley or set: write its devices, one on each line'],
  ['an unknown name', line(1, 'LT-0001', 'Marlo', '9:00'), 'nobody (or more than one) is called “Marlo”'],
  ['a time to come', line(1, 'LT-0001', 'Marlo Finch', '17:00'), 'that time is still to come'],
  ['back before taken', line(1, 'LT-0001', 'Marlo Finch', '11:00', '10:00'), 'it came back before it was taken'],
  ['one device twice', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), ...line(2, 'lt-0001', 'Imogen Vale', '10:00') }, 'line 1 has the same device at that time'],
  ['a closed day', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), day: '22 11 2026' }, 'The school was closed on that day'],
  ['one device under two names', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), ...line(2, 'OLD-7', 'Imogen Vale', '10:00') }, 'line 1 has the same device at that time'],
  ['a class that is gone', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), class_id_1: 'gone' }, 'Line 1: that class is no longer there'],
  ['far too much in a box', line(1, 'X'.repeat(301), 'Marlo Finch', '9:00'), 'Use at most 300 characters'],
  ['a slip in the year', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00', '10:00'), day: '24 9 2025' }, 'more than a year ago: look at the year'],
  ['a day to come', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), day: '25 11 2026' }, 'That day is still to come'],
  ['no day', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), day: '31 2 2026' }, 'Write the day of the sheet'],
  ['a last day that had passed', line(1, 'LT-0001', 'Gone Early', '9:00', '10:00'), 'last day was Fri 20 Nov'],
  ['a first day still to come', line(1, 'LT-0001', 'Not Yet', '9:00', '10:00'), 'first day was tomorrow'],
  ['a volunteer', line(1, 'LT-0001', 'Vol Unteer', '9:00', '10:00'), 'write the member of staff who answers for it'],
  ['a device retired since and still out', line(1, 'IP-0002', 'Marlo Finch', '9:00'), 'IP-0002 is retired since yesterday'],
  ['no purpose and none usual', { ...line(1, 'LT-0001', 'Ann Other', '9:00'), purpose_1: '' }, 'what was it for?'],
  ['a first line of ditto marks', line(1, 'LT-0001', '"', '9:00'), 'is called'],
  ['back without a device', { back_at_1: '10:00' }, 'which device?'],
  ['back without a time', { back_code_1: 'LT-0001' }, 'when did it come back?'],
  ['back what was not out', { back_code_1: 'LT-0001', back_at_1: '10:00' }, 'the book does not have LT-0001 as out'],
  ['an empty sheet', {}, 'Write at least one line'],
  ['a password', { ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), purpose_1: 'password: hunter22' }, 'Kitbook never keeps those'],
])('%s is said beside its line', async (_name, fields, words) => {
  const kit = await sheet()
  await oddities(kit)
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

test('what a line leaves out or has ditto marks for is as on the line above, and a class card brings class and purpose', async () => {
  const kit = await sheet()
  const sent = await kit.send({
    ...line(1, 'IP-0001', 'cl-5elm', '9.15', '10:00'), purpose_1: '', code_2: 'IP-0002', back_2: '"', code_3: 'IP-0003', out_3: '11:00',
    code_5: 'LT-0001', who_5: 'Marlo Finch', purpose_5: 'Assembly', out_5: '"',
  })
  expect(sent.status).toBe(303)
  const loans = await kit.db.selectFrom('loans').innerJoin('devices', 'devices.id', 'loans.device_id').orderBy('devices.code')
    .select(['code', 'borrower_id', 'class_id', 'purpose', 'taken_at', 'returned_at']).execute()
  const elm = { borrower_id: kit.imogen, class_id: kit.elm, purpose: 'Maths' }
  expect(loans).toEqual([
    { code: 'IP-0001', ...elm, taken_at: '2026-11-24T09:15:00.000Z', returned_at: '2026-11-24T10:00:00.000Z' },
    { code: 'IP-0002', ...elm, taken_at: '2026-11-24T09:15:00.000Z', returned_at: '2026-11-24T10:00:00.000Z' },
    { code: 'IP-0003', ...elm, taken_at: '2026-11-24T11:00:00.000Z', returned_at: null },
    { code: 'LT-0001', borrower_id: kit.marlo, class_id: null, purpose: 'Assembly', taken_at: '2026-11-24T11:00:00.000Z', returned_at: null },
  ])
})

test('a purpose left out is the usual one, shown before it is saved', async () => {
  const kit = await sheet()
  const fields = { ...line(1, 'LT-0001', 'Marlo Finch', '9:00', '10:00'), purpose_1: '' }
  const asked = await kit.send(fields)
  expect([asked.status, asked.text.includes('Marlo Finch’s usual is written in')]).toEqual([422, true])
  expect(asked.text).toMatch(/id="purpose_1"[^>]*value="Computing"/)
  expect(asked.text).toMatch(new RegExp(`id="class_id_1"[^]*?value="${kit.oak}" selected`))
  expect(await kit.db.selectFrom('loans').selectAll().execute()).toEqual([])
})

test('what was out before the sheet came back by it, and may be taken again on it; a refused line takes back nothing', async () => {
  const kit = await sheet()
  await kit.send({ ...line(1, 'LT-0001', 'Marlo Finch', '9:00'), day: '23 11 2026' })
  const back = { back_code_1: 'lt-0001', back_at_1: '8:50', ...line(1, 'LT-0001', 'Imogen Vale', '9:00') }
  expect((await kit.send({ ...back, ...line(2, 'NOPE', 'Imogen Vale', '9:00') })).status).toBe(422)
  expect(await kit.db.selectFrom('loans').select('returned_at').execute()).toEqual([{ returned_at: null }])
  expect((await kit.send({ ...back, back_at_1: '23/11/2026 8:00' })).text).toContain('went out yesterday 9:00 am, after that')
  expect((await kit.send(back)).headers['location']).toBe('/paper?entered=2&day=2026-11-24')
  expect(await kit.db.selectFrom('loans').select(['borrower_id', 'returned_at', 'outcome']).orderBy('taken_at').execute()).toEqual([
    { borrower_id: kit.marlo, returned_at: '2026-11-24T08:50:00.000Z', outcome: 'returned' }, { borrower_id: kit.imogen, returned_at: null, outcome: null },
  ])
})

test('a day in the past, back on a later day, a device retired since: all can be written in, and the book says from paper', async () => {
  const kit = await sheet()
  await oddities(kit)
  expect((await kit.send({ ...line(1, 'IP-0002', 'Gone Early', '9:00', '23/11/2026 9am'), day: '20 11 2026' })).headers['location']).toBe('/paper?entered=1&day=2026-11-20')
  expect(await kit.db.selectFrom('loans').select(['taken_at', 'returned_at']).execute()).toEqual([{ taken_at: '2026-11-20T09:00:00.000Z', returned_at: '2026-11-23T09:00:00.000Z' }])
  expect((await kit.browser.get('/paper?entered=1&day=2026-11-20')).text).toContain('value="20 11 2026"')
  expect((await kit.browser.get('/book')).text).toContain('(from paper)')
  expect((await kit.browser.get('/book.csv')).text).toMatch(/From paper[^]*,yes,/)
})
