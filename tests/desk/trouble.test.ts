import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import { addPerson, atDesk, signedIn } from '../support/app.ts'
import { addBadge, deskSchool, later, listOpenLoans } from '../support/desk-school.ts'
import { type Fields, lastScanOf, scan, send, tap } from '../support/desk-taps.ts'

async function school() {
  const kit = await deskSchool()
  return { ...kit, browser: await atDesk(kit) }
}

test('a return is not undone once the device has been out again, and nothing fails', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  await scan(browser, 'LT-0001')
  later(kit, 60)
  await scan(browser, 'LT-0001')
  const first = await lastScanOf(kit.db, 'LT-0001')
  later(kit, 10)
  await scan(browser, 'CL-5ELM')
  await scan(browser, 'LT-0001')
  later(kit, 60)
  await scan(browser, 'LT-0001')
  expect(await tap(browser, '/desk/undo', { scan_id: first })).toBe('Too late to undo here')
  expect(await listOpenLoans(kit)).toEqual([])
})

test('a return is not undone when the device is out of use since', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  await scan(browser, 'LT-0001')
  later(kit, 200)
  await scan(browser, 'LT-0001')
  const out_of_use = { id: newId(), device_id: kit.laptop, because: 'retired' as const, note: '', until_at: null }
  await kit.db.insertInto('out_of_use').values({ ...out_of_use, from_at: kit.clock.now.toISOString() }).execute()
  expect(await tap(browser, '/desk/undo', { scan_id: await lastScanOf(kit.db, 'LT-0001') })).toBe('Too late to undo here')
  expect(await listOpenLoans(kit)).toEqual([])
})

test('undoing a set of which one is left behind or back already undoes the rest, and says so', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  await scan(browser, 'TR-A')
  const scan_id = await lastScanOf(kit.db, 'TR-A')
  await tap(browser, '/desk/undo', { scan_id, device_ids: kit.pads[0]! })
  later(kit, 130)
  await scan(browser, 'IP-0002')
  expect(await tap(browser, '/desk/undo', { scan_id })).toBe('Undone: 13 devices as before')
  expect(await listOpenLoans(kit)).toEqual([])
  expect(await tap(browser, '/desk/undo', { scan_id })).toBe('Too late to undo here')
})

test('Undo says nothing of a device that was no part of the scan', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  await scan(browser, 'TR-A')
  const scan_id = await lastScanOf(kit.db, 'TR-A')
  expect(await tap(browser, '/desk/undo', { scan_id, device_ids: kit.laptop })).toBe('Too late to undo here')
  expect(await listOpenLoans(kit)).toHaveLength(15)
})

test('another desk undoes nothing, nor does the same one after five minutes', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  await scan(browser, 'LT-0001')
  const scan_id = await lastScanOf(kit.db, 'LT-0001')
  const other = await atDesk(kit, 'Corridor')
  expect(await tap(other, '/desk/undo', { scan_id })).toBe('Too late to undo here')
  later(kit, 301)
  expect(await tap(browser, '/desk/undo', { scan_id })).toBe('Too late to undo here')
  expect(await listOpenLoans(kit)).toHaveLength(1)
})

const UNKNOWN: [path: string, fields: Fields][] = [
  ['/desk/class', { class_id: newId() }], ['/desk/answers', { answers_id: newId() }], ['/desk/person', { person_id: newId() }],
  ...['return', 'take over', 'in', 'going'].map((choice): [string, Fields] => ['/desk/choice', { device_id: newId(), choice }]),
  ...['return', 'rest'].map((choice): [string, Fields] => ['/desk/set', { set_id: newId(), choice }]),
]

test.each(UNKNOWN)('%s with an id that is nothing here is not found, and the desk goes on', async (path, fields) => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  expect((await send(browser, path, fields)).status).toBe(404)
  expect(await scan(browser, 'LT-0001')).toBe('LT-0001 out to Marlo Finch')
  expect(await listOpenLoans(kit)).toHaveLength(1)
})

test('a class or a person that is removed while it stands at the desk leaves an empty desk', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  await tap(browser, '/desk/class', { class_id: kit.elm })
  await kit.db.deleteFrom('class_cards').execute()
  await kit.db.deleteFrom('classes').where('id', '=', kit.elm).execute()
  expect(await scan(browser, 'LT-0001')).toBe('Who is taking LT-0001?')
  await scan(browser, 'P-0001')
  await kit.db.deleteFrom('tags').where('person_id', '=', kit.marlo).execute()
  await kit.db.deleteFrom('people').where('id', '=', kit.marlo).execute()
  await browser.get('/desk').expect(200)
  expect(await scan(browser, 'IP-0001')).toBe('Who is taking IP-0001?')
})

test('only staff who are here answer for a volunteer, and everyone of them can be chosen', async () => {
  const { browser, ...kit } = await school()
  const helper = await addPerson(kit.db, { name: 'Odile Marsh', kind: 'volunteer' })
  const gone = await addPerson(kit.db, { name: 'Gwen Parr', last_day: '2026-11-20' })
  await addBadge(kit.db, helper, 'P-0009')
  await scan(browser, 'P-0009')
  await scan(browser, 'LT-0001')
  for (const answers_id of [helper, gone]) expect((await send(browser, '/desk/answers', { answers_id })).status).toBe(404)
  const { text } = await browser.get('/desk?answerers=1')
  expect(text).toContain(`<option value="${kit.imogen}">Imogen Vale</option>`)
  expect(text).not.toContain('Gwen Parr')
  await tap(browser, '/desk/answers', { answers_id: kit.imogen })
  await tap(browser, '/desk/purpose', { purpose: 'Reading' })
  expect(await listOpenLoans(kit)).toMatchObject([{ borrower_id: helper, answers_id: kit.imogen }])
})

test('a purpose that is empty, too long or a password is refused with the reason', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'P-0001')
  const refusals = { '': 'Say what it is for', ['x'.repeat(121)]: 'Use at most 120 characters', 'password: larkfield': 'looks like a password' }
  for (const [purpose, reason] of Object.entries(refusals)) {
    const { text } = await send(browser, '/desk/purpose', { purpose })
    expect(text).toContain('That was not taken')
    expect(text).toContain(reason)
  }
  expect(await scan(browser, 'LT-0001')).toBe('What is LT-0001 for?')
  expect(await listOpenLoans(kit)).toEqual([])
})

test('a page that is sent again with another code books nothing and says so', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  const id = randomUUID()
  await scan(browser, 'LT-0001', { id })
  expect(await scan(browser, 'IP-0001', { id })).toBe('That was not taken')
  expect(await scan(browser, 'LT-0001', { id })).not.toContain('back')
  expect(await listOpenLoans(kit)).toMatchObject([{ device_id: kit.laptop }])
  expect(await scan(browser, 'IP-0001')).toBe('IP-0001 out to Marlo Finch')
})

test('a code with what no database keeps in it is answered like any other', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  expect(await scan(browser, 'ELSEWHERE%00')).toBe('Nobody knows “ELSEWHERE”')
  expect(await scan(browser, 'https://elsewhere.example/%00')).toMatch(/^Nobody knows/)
  expect(await scan(browser, 'LT-0001%00')).toBe('LT-0001 out to Marlo Finch')
  expect(await listOpenLoans(kit)).toHaveLength(1)
})

test('a code of ten thousand letters is an unknown code', async () => {
  const { browser } = await school()
  await scan(browser, 'CL-4OAK')
  expect(await scan(browser, 'x'.repeat(10_000))).toMatch(/^Nobody knows “X{64}”$/)
})

test('scans that waited for the network are shown when they are answered, however long it took, and can be undone', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'P-0001')
  for (const hours of [0.25, 13]) {
    const waited = String(hours * 3600_000)
    await scan(browser, 'CL-4OAK', { waited })
    expect(await scan(browser, 'LT-0001', { waited })).toBe('LT-0001 out to Marlo Finch')
    expect(await tap(browser, '/desk/undo', { scan_id: await lastScanOf(kit.db, 'LT-0001') })).toBe('Undone: LT-0001 as before')
  }
})

test('the classes that a person had last year are not offered this year', async () => {
  const { browser, ...kit } = await school()
  await scan(browser, 'CL-4OAK')
  await scan(browser, 'LT-0001')
  await kit.db.updateTable('school_years').set({ starts_on: '2025-09-01', ends_on: '2026-08-31' }).execute()
  later(kit, 3600)
  const { text } = await send(browser, '/desk/scans', { code: 'P-0001' })
  expect(text).toContain('Computing')
  expect(text).not.toContain('Year 4 Oak')
})

test('a desk is opened only for a trolley that is there, and only a desk that is there is closed', async () => {
  const kit = await school()
  const lead = await signedIn(kit, kit.lead)
  const { text } = await lead.post('/desk/open').type('form').send({ name: 'Corridor', set_id: newId() }).expect(422)
  expect(text).toContain('Choose a trolley that is there')
  await lead.post(`/desks/${newId()}/close`).expect(404)
  await kit.browser.get('/desk').expect(200)
})
