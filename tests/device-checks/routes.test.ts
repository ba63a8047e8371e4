import { expect, test } from 'vitest'
import { takeOutOfUse } from '../../src/out-of-use/take-out.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'

async function school() {
  const kit = await startApp()
  const { db } = kit
  const laptop = await addDevice(db, 'LT-0001')
  await addDevice(db, 'LT-0002')
  await addDevice(db, 'CAM-0001', 'Camera')
  const technician = await addPerson(db, { name: 'Tavish Brook', roles: ['technician'] })
  const browser = await signedIn(kit, technician)
  const send = (fields: Record<string, string>) => browser.post('/device-checks').type('form').send({ form_key: newFormKey(), ...fields })
  const here = { device_id: laptop, kind_id: 'encryption' }
  const kept = () => db.selectFrom('device_checks').selectAll().orderBy('id').execute()
  return { ...kit, laptop, technician, browser, send, here, kept }
}

test('a scan leads to what the device owes, a digit answers it, and the box is ready for the next', async () => {
  const { browser, send, here, kept, technician } = await school()
  const scanned = await send({ text: 'https://kitbook.example/t/lt-0001' })
  expect([scanned.status, scanned.headers['location']]).toEqual([303, '/device-checks?device=LT-0001'])
  const page = (await browser.get('/device-checks?device=LT-0001')).text
  expect(page).toContain('Encryption: BitLocker')
  expect(page).toMatch(/value="encrypted, protection on" accesskey="1"/)
  expect(page).toMatch(/name="text"[^>]*autofocus/)
  const passed = await send({ ...here, text: '1' })
  expect(passed.status).toBe(303)
  const [check] = await kept()
  expect(check).toMatchObject({ finding: 'encrypted, protection on', passed: 1, product: 'BitLocker', method: 'seen', by_id: technician, valid_until: '2027-11-24', source_hash: null })
  const after = (await browser.get(passed.headers['location']!)).text
  expect(after).toContain('LT-0001 passed')
  expect(after).toContain('It owes nothing more')
  expect(after).not.toContain('name="device_id"')
})

test.each([
  ['2', 'protection suspended'], ['3', 'partly encrypted'], ['4', 'not encrypted'], ['5', 'not known'], ['6', 'another product'],
])('%s is written down as %s and fails', async (text, finding) => {
  const { browser, send, here, kept } = await school()
  const answer = await send({ ...here, text, note: 'Seen on the shelf' })
  expect(await kept()).toMatchObject([{ finding, passed: 0, valid_until: null, note: 'Seen on the shelf' }])
  const page = (await browser.get(answer.headers['location']!)).text
  expect(page).toContain('LT-0001 failed')
  expect(page).toContain('It owes nothing more')
  expect((await browser.get('/device-checks?device=LT-0001')).text).toContain('name="device_id"')
})

test('pressing a finding does what its digit does, once for one form', async () => {
  const { send, here, kept } = await school()
  const form = { ...here, finding: 'not encrypted', form_key: newFormKey() }
  await send(form)
  await send(form)
  expect(await kept()).toHaveLength(1)
})

test.each([
  ['nothing', {}, 'Scan a device, or type its code'],
  ['an unknown tag', { text: 'NOPE-1' }, 'NOPE-1 is not the tag of a device'],
  ['a digit without a device', { text: '1' }, 'Scan a device, then type one of the numbers shown'],
  ['a recovery key in the box', { text: '111111-222222-333333-444444-555555-666666-777777-888888' }, 'looks like a password, a PIN or a recovery key'],
])('%s is refused in words, and nothing is written', async (_name, fields, words) => {
  const { send, kept } = await school()
  const answer = await send(fields)
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  expect(await kept()).toEqual([])
})

test('a note that holds a recovery key or a password is refused, is not shown again, and the device stays open', async () => {
  const { send, here, kept, db } = await school()
  for (const note of ['111111-222222-333333-444444-555555-666666-777777-888888', 'password: Zebra12']) {
    const answer = await send({ ...here, finding: 'not encrypted', note })
    expect([answer.status, answer.text.includes('name="device_id"'), answer.text.includes(note)]).toEqual([422, true, false])
  }
  expect(await kept()).toEqual([])
  expect(await db.selectFrom('form_keys').selectAll().execute()).toEqual([])
})

test('a finding that nobody offers is refused, a check that the device does not owe is not found', async () => {
  const { send, here, kept } = await school()
  expect((await send({ ...here, finding: 'quite all right' })).status).toBe(422)
  expect((await send({ ...here, kind_id: 'nothing', finding: 'in order' })).status).toBe(404)
  expect(await kept()).toEqual([])
})

test('what is lost owes no check and cannot be checked', async () => {
  const { db, clock, lead, laptop, browser, send, here, kept } = await school()
  const wish = { device_id: laptop, because: 'lost' as const, note: '', actor: { person_id: lead, desk_id: null }, address: 'https://kitbook.example' }
  await takeOutOfUse(db, newFormKey(), wish, clock.now)
  expect((await browser.get('/device-checks?device=LT-0001')).text).toContain('owes no check')
  expect((await send({ ...here, finding: 'not encrypted' })).status).toBe(422)
  expect(await kept()).toEqual([])
})

test('the list says who owes what, by type, as a page and as a file; what was checked leaves it', async () => {
  const { browser, send, here, db } = await school()
  await addDevice(db, 'IP-0001', 'iPad')
  expect((await browser.get('/device-checks/list')).text).toContain('3 devices. Checks: iPad 1, Laptop 2')
  await send({ ...here, text: '1' })
  const page = (await browser.get('/device-checks/list')).text
  expect(page).not.toContain('/devices/LT-0001')
  const file = (await browser.get('/device-checks/list.csv?show=all')).text
  expect(file).toContain('LT-0001,Laptop,Encryption,Holds until 24 Nov 2027,"encrypted, protection on",2026-11-24,Tavish Brook,2027-11-24,\r\n')
  expect(file).toContain('LT-0002,Laptop,Encryption,Owed,,,,,\r\n')
  expect((await browser.get('/device-checks/list?show=rubbish&type=rubbish')).status).toBe(200)
})

test('a check that runs out within thirty days is listed by itself', async () => {
  const { technician, send, here, ...kit } = await school()
  await send({ ...here, text: '1' })
  kit.clock.now = new Date('2027-10-26T09:00:00.000Z')
  const later = await signedIn(kit, technician)
  expect((await later.get('/device-checks/list?show=soon')).text).toContain('/devices/LT-0001')
  expect((await later.get('/device-checks/list')).text).not.toContain('/devices/LT-0001')
})

test('the device’s page says what was found, when, by whom and until when', async () => {
  const { browser, send, here, ...kit } = await school()
  await send({ ...here, text: '1', note: 'Lid is cracked' })
  const staff = await signedIn(kit, await addPerson(kit.db, { name: 'Marlo Finch', roles: ['staff'] }))
  const page = (await staff.get('/devices/LT-0001')).text
  for (const words of ['Holds until 24 Nov 2027', 'today 9:00 am', 'by Tavish Brook', 'Lid is cracked']) expect(page).toContain(words)
  expect(page).not.toContain('Check it')
  expect((await browser.get('/devices/LT-0001')).text).toContain('Check it')
  expect((await browser.get('/devices/CAM-0001')).text).not.toContain('checks-title')
})

test('the school adds a kind of check, which is asked for after the encryption, and ends it again', async () => {
  const { send, here, kept, db, ...kit } = await school()
  const head = await signedIn({ db, ...kit }, await addPerson(db, { name: 'Hale Thorne', roles: ['head'] }))
  const { id } = await db.selectFrom('device_types').select('id').where('name', '=', 'Laptop').executeTakeFirstOrThrow()
  const add = (fields: Record<string, string>) => head.post('/settings/checks').type('form').send({ form_key: newFormKey(), name: 'PAT', days: '365', type_ids: id, ...fields })
  for (const [fields, words] of [[{ name: '' }, 'Say what is checked'], [{ days: '' }, 'for how many days'], [{ type_ids: '' }, 'Choose from the list']] as const) {
    const answer = await add(fields)
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  }
  expect((await add({})).headers['location']).toBe('/settings/checks?done=added')
  expect((await add({ name: 'pat' })).text).toContain('a check with this name already')
  const next = await send({ ...here, text: '1' })
  const page = (await kit.browser.get(next.headers['location']!)).text
  expect(page).toContain('Not in order')
  const { id: pat } = await db.selectFrom('check_kinds').select('id').where('name', '=', 'PAT').executeTakeFirstOrThrow()
  await send({ ...here, kind_id: pat, text: '1' })
  expect((await kept()).map(({ finding, product, passed }) => [finding, product, passed])).toEqual([['encrypted, protection on', 'BitLocker', 1], ['in order', null, 1]])
  expect((await head.post(`/settings/checks/${pat}/end`)).status).toBe(303)
  expect((await head.post(`/settings/checks/${pat}/end`)).status).toBe(404)
  expect((await head.post('/settings/checks/encryption/end')).status).toBe(404)
  expect((await kit.browser.get('/devices/LT-0001')).text).not.toContain('PAT')
})

test('an unknown tag keeps the device that is being checked', async () => {
  const { send, here } = await school()
  expect((await send({ ...here, text: 'NOPE-1' })).text).toContain('name="device_id"')
})

test('what was done on an earlier day is written down as of that day, from paper; the day stays for the next device', async () => {
  const { browser, send, here, db } = await school()
  const answer = await send({ ...here, text: '1', day: '20 11 2026' })
  expect(answer.headers['location']).toContain('day=20+11+2026')
  expect((await browser.get(answer.headers['location']!)).text).toContain('name="day" value="20 11 2026"')
  const check = await db.selectFrom('device_checks').select(['method', 'at', 'valid_until']).executeTakeFirst()
  expect(check).toEqual({ method: 'paper', at: '2026-11-20T12:00:00.000Z', valid_until: '2027-11-20' })
  expect((await send({ text: 'LT-0002', day: '20 11 2026' })).headers['location']).toContain('day=20+11+2026')
})

test.each([['25 11 2026', 'That day is still to come'], ['soon', 'Write a day such as']])('%s is refused in words, and stays in its box', async (day, words) => {
  const { send, here, kept } = await school()
  const answer = await send({ ...here, text: '1', day })
  expect([answer.status, answer.text.includes(words), answer.text.includes(`value="${day}"`)]).toEqual([422, true, true])
  expect(await kept()).toEqual([])
})

test('an older failure from paper neither replaces a newer check nor is asked for again; today’s day counts as seen now', async () => {
  const { browser, send, here, db } = await school()
  await send({ ...here, text: '1', day: '24 11 2026' })
  expect(await db.selectFrom('device_checks').select('method').execute()).toEqual([{ method: 'seen' }])
  const answer = await send({ ...here, text: '2', day: '20 11 2026' })
  const page = (await browser.get(answer.headers['location']!)).text
  expect([page.includes('It owes nothing more'), page.includes('Holds until 24 Nov 2027')]).toEqual([true, true])
})

test('a digit that is also a device’s tag is asked about instead of guessed', async () => {
  const { browser, send, here, kept, db, laptop } = await school()
  const other = await db.selectFrom('devices').select('id').where('code', '=', 'LT-0002').executeTakeFirstOrThrow()
  await db.insertInto('tags').values({ text: '2', what: 'old number', device_id: other.id, set_id: null, person_id: null, class_card_id: null, created_at: '' }).execute()
  const answer = await send({ ...here, text: '2' })
  expect([answer.status, answer.text.includes('also the tag of LT-0002'), answer.text.includes('href="/device-checks?device=LT-0002"')]).toEqual([422, true, true])
  expect(await kept()).toEqual([])
  await send({ ...here, finding: 'protection suspended' })
  expect(await kept()).toMatchObject([{ device_id: laptop, finding: 'protection suspended' }])
  expect((await send({ text: '2' })).headers['location']).toBe('/device-checks?device=LT-0002')
  expect((await browser.get('/device-checks')).status).toBe(200)
})

test('a kind’s name, time and types can be changed; the encryption check belongs to its types', async () => {
  const { db, ...kit } = await school()
  const head = await signedIn({ db, ...kit }, await addPerson(db, { name: 'Hale Thorne', roles: ['head'] }))
  const { id: laptop } = await db.selectFrom('device_types').select('id').where('name', '=', 'Laptop').executeTakeFirstOrThrow()
  const { id: camera } = await db.selectFrom('device_types').select('id').where('name', '=', 'Camera').executeTakeFirstOrThrow()
  await head.post('/settings/checks').type('form').send({ form_key: newFormKey(), name: 'PAT', days: '365', type_ids: laptop })
  await head.post('/settings/checks').type('form').send({ form_key: newFormKey(), name: 'Updates', days: '90', type_ids: laptop })
  const { id } = await db.selectFrom('check_kinds').select('id').where('name', '=', 'PAT').executeTakeFirstOrThrow()
  expect((await head.get(`/settings/checks/${id}`)).text).toContain('value="365"')
  const change = (fields: object) => head.post(`/settings/checks/${id}`).type('form').send({ form_key: newFormKey(), name: 'PAT test', days: '730', type_ids: camera, ...fields })
  for (const [fields, words] of [[{ name: 'updates' }, 'a check with this name already'], [{ days: '0' }, 'whole number'], [{ type_ids: 'nope' }, 'Choose from the list']] as const) {
    const answer = await change(fields)
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  }
  expect((await change({})).headers['location']).toBe('/settings/checks?done=changed')
  expect(await db.selectFrom('check_kinds').select(['name', 'days']).where('id', '=', id).executeTakeFirst()).toEqual({ name: 'PAT test', days: 730 })
  expect(await db.selectFrom('check_kind_types').select('type_id').where('kind_id', '=', id).execute()).toEqual([{ type_id: camera }])
  expect((await head.get('/settings/checks/encryption')).status).toBe(404)
})
