import { expect, test } from 'vitest'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'

const KEY = 'k'.repeat(22)
const fields = { code: 'tr 1', name: 'iPad trolley <1>', place: 'Library', slots: '3' }
const trolley = { ...fields, form_key: KEY }

async function scene() {
  const school = await startApp()
  const { db } = school
  const browser = await signedIn(school, school.lead)
  for (const code of ['IP-1', 'IP-2', 'IP-3', 'IP-4']) await addDevice(db, code, 'iPad')
  await browser.post('/sets').type('form').send(trolley)
  const put = (device: string, slot = '') => browser.post('/sets/TR-1/devices').type('form').send({ device, slot })
  const homes = () => db.selectFrom('devices').leftJoin('sets', 'sets.id', 'devices.set_id').select(['devices.code', 'sets.code as set', 'slot', 'devices.place'])
    .orderBy('devices.code').execute()
  return { ...school, browser, put, homes }
}

test('a trolley is added once with its code, which means nothing else', async () => {
  const { browser, db } = await scene()
  expect((await browser.post('/sets').type('form').send(trolley)).headers['location']).toBe('/sets/TR-1')
  expect(await db.selectFrom('sets').select(['code', 'name', 'slots']).execute()).toEqual([{ code: 'TR-1', name: 'iPad trolley <1>', slots: 3 }])
  expect(await db.selectFrom('tags').select('what').where('text', '=', 'TR-1').execute()).toEqual([{ what: 'code' }])
  const taken = await browser.post('/sets').type('form').send({ ...trolley, form_key: 'x'.repeat(22), code: 'IP-1' })
  expect(taken.status).toBe(422)
  expect(taken.text).toContain('IP-1 is the code of a device already')
  expect((await browser.get('/sets')).text).toContain('iPad trolley &lt;1&gt;')
  expect((await browser.get('/sets/new')).text).toContain('value="TR-2"')
})

test('a blank tag with a link on it is claimed by scanning it into a trolley’s code', async () => {
  const { browser } = await scene()
  const code = 'https://kitbook.larkfield.example/t/tr-0999'
  expect((await browser.post('/sets').type('form').send({ ...trolley, form_key: 'y'.repeat(22), code })).headers['location']).toBe('/sets/TR-0999')
})

test('a trolley is filled by scanning one device after another, each into the next slot', async () => {
  const { browser, put, homes } = await scene()
  expect((await put('ip-2')).headers['location']).toBe('/sets/TR-1?put=IP-2')
  await put('https://kitbook.example/T/IP-1')
  const page = await browser.get('/sets/TR-1?put=IP-1')
  expect(page.text).toContain('IP-1 is in slot 2.')
  expect(page.text).toMatch(/id="device"[^>]*autofocus/)
  expect(page.text).toContain('Slot, if not 3')
  await put('IP-3')
  expect((await put('IP-4')).text).toContain('Every slot has a device in it')
  expect((await homes()).map(({ code, slot, place }) => [code, slot, place])).toEqual([['IP-1', 2, ''], ['IP-2', 1, ''], ['IP-3', 3, ''], ['IP-4', null, 'the suite']])
})

test('the same device again stays in its slot, and moves when another slot is named', async () => {
  const { put, homes } = await scene()
  await put('IP-1')
  await put('IP-1')
  expect((await homes())[0]).toMatchObject({ slot: 1 })
  await put('IP-1', '3')
  expect((await homes())[0]).toMatchObject({ slot: 3 })
})

test.each([
  ['NOPE', '', 'No device has the code NOPE'], ['', '', 'Scan or type the code of a device'], ['TR-1', '', 'No device has the code TR-1'],
  ['IP-2', '1', 'Slot 1 has IP-1 in it'], ['IP-2', '4', 'iPad trolley &lt;1&gt; has slots 1 to 3'], ['IP-2', 'x', 'Write a whole number from 1 to 60'],
])('“%s” into slot “%s” is refused: %s', async (device, slot, words) => {
  const { put, homes } = await scene()
  await put('IP-1')
  const sent = await put(device, slot)
  expect(sent.status).toBe(422)
  expect(sent.text).toContain(words)
  expect((await homes()).filter(({ set }) => set)).toHaveLength(1)
})

test('a device that is taken out lives where the trolley stands', async () => {
  const { browser, put, homes, db } = await scene()
  await put('IP-1')
  for (let i = 0; i < 2; i++) expect((await browser.post('/sets/TR-1/devices/IP-1/removal')).status).toBe(303)
  expect((await homes())[0]).toEqual({ code: 'IP-1', set: null, slot: null, place: 'Library' })
  const events = await db.selectFrom('events').select('verb').where('verb', '=', 'device.moved').execute()
  expect(events).toHaveLength(2)
})

test('a changed code leaves the old one scannable; slots with devices in them cannot be taken away', async () => {
  const { browser, put, db } = await scene()
  await put('IP-1', '3')
  expect((await browser.post('/sets/TR-1').type('form').send({ ...fields, slots: '2' })).text).toContain('Slot 3 has IP-1 in it')
  expect((await browser.post('/sets/TR-1').type('form').send({ ...fields, code: 'TR-9' })).headers['location']).toBe('/sets/TR-9')
  const tags = await db.selectFrom('tags').select(['text', 'what']).where('set_id', 'is not', null).orderBy('text').execute()
  expect(tags).toEqual([{ text: 'TR-1', what: 'old number' }, { text: 'TR-9', what: 'code' }])
  expect((await browser.get('/sets/TR-1')).text).toContain('TR-9')
  await browser.post('/sets/TR-9').type('form').send(fields)
  expect(await db.selectFrom('tags').select('what').where('text', '=', 'TR-1').execute()).toEqual([{ what: 'code' }])
})

test('a class set has no slots', async () => {
  const { browser, homes } = await scene()
  await browser.post('/sets').type('form').send({ ...trolley, form_key: 'x'.repeat(22), code: 'RX-1', name: 'Robot box', slots: '' })
  await browser.post('/sets/RX-1/devices').type('form').send({ device: 'IP-1', slot: '' })
  expect((await homes())[0]).toEqual({ code: 'IP-1', set: 'RX-1', slot: null, place: '' })
  expect((await browser.get('/sets/RX-1')).text).not.toContain('class="slots"')
})

test('staff see the trolleys and who has what is out, and change nothing', async () => {
  const school = await scene()
  await school.put('IP-1')
  const teacher = await signedIn(school, await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] }))
  expect((await teacher.get('/sets')).status).toBe(200)
  const { text } = await teacher.get('/sets/tr-1')
  expect(text).toContain('IP-1')
  expect(text).not.toContain('Put it in')
  for (const path of ['/sets', '/sets/TR-1', '/sets/TR-1/devices', '/sets/TR-1/devices/IP-1/removal']) expect((await teacher.post(path)).status).toBe(403)
  for (const path of ['/sets/new', '/sets/TR-1/edit']) expect((await teacher.get(path)).status).toBe(403)
  expect((await teacher.get('/sets/NOPE')).status).toBe(404)
  expect((await teacher.get('/sets.csv')).text).toContain('TR-1,iPad trolley <1>,Library,3,1,0,0')
})
