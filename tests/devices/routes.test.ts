import { expect, test } from 'vitest'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'

const KEY = 'k'.repeat(22)
const fields = {
  form_key: KEY, code: 'lt 61', make: 'Fernwood', model: 'Slate 11', serial: '5cd1234x', computer_name: 'LARK-61', old_numbers: 'ICT17, 0042',
  bought_on: '17 3 2025', price: '£1,249.00', warranty_until: '17/3/28', set_id: '', slot: '', place: 'the library', notes: 'Blue case',
}

async function lead() {
  const school = await startApp()
  const browser = await signedIn(school, school.lead)
  const { id: type_id } = await school.db.selectFrom('device_types').select('id').where('name', '=', 'Laptop').executeTakeFirstOrThrow()
  return { ...school, browser, form: { ...fields, type_id } }
}

test('a device is registered with its days, its price and every text it is scanned by', async () => {
  const { browser, db, form } = await lead()
  const sent = await browser.post('/devices').type('form').send(form)
  expect(sent.status).toBe(303)
  expect(sent.headers['location']).toBe('/devices/LT-61?done=registered')
  expect(await db.selectFrom('devices').selectAll().executeTakeFirst()).toMatchObject({
    code: 'LT-61', serial: '5CD1234X', bought_on: '2025-03-17', price_pence: 124_900, warranty_until: '2028-03-17', place: 'the library', slot: null,
  })
  const tags = await db.selectFrom('tags').select(['text', 'what']).orderBy('text').execute()
  expect(tags.map(({ text, what }) => `${what} ${text}`)).toEqual(['old number 0042', 'serial 5CD1234X', 'old number ICT17', 'computer name LARK-61', 'code LT-61'])
  expect(await db.selectFrom('events').select(['verb', 'data']).where('subject', '=', 'device').execute()).toEqual([{ verb: 'device.registered', data: '{}' }])
  const page = await browser.get('/devices/LT-61')
  expect(page.text).toContain('£1,249.00')
  expect(page.text).toContain('Blue case')
})

test('a blank tag with a link on it is claimed by scanning it into the code', async () => {
  const { browser, form } = await lead()
  const sent = await browser.post('/devices').type('form').send({ ...form, code: 'HTTPS://KITBOOK.LARKFIELD.EXAMPLE/T/LT-0999' })
  expect(sent.headers['location']).toBe('/devices/LT-0999?done=registered')
})

test('the form sent twenty times makes one device, and its key with other fields none', async () => {
  const { browser, db, form } = await lead()
  const sent = await Promise.all(Array.from({ length: 20 }, () => browser.post('/devices').type('form').send(form)))
  expect(new Set(sent.map(({ status, headers }) => `${status} ${headers['location']}`))).toEqual(new Set(['303 /devices/LT-61?done=registered']))
  expect(await db.selectFrom('devices').select('code').execute()).toEqual([{ code: 'LT-61' }])
  expect((await browser.post('/devices').type('form').send({ ...form, code: 'LT-62', serial: '' })).status).toBe(422)
})

test('a refused form keeps what was typed and its key, and goes through once it is put right', async () => {
  const { browser, form } = await lead()
  const wrong = await browser.post('/devices').type('form').send({ ...form, price: 'lots', slot: 'top', code: '', notes: 'password: hunter2' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('<title>Error: Register a device')
  for (const words of ['Enter a code such as LT-0427', 'Write an amount in pounds', 'Write a whole number from 1 to 60', 'looks like a password']) {
    expect(wrong.text).toContain(words)
  }
  expect(wrong.text).toContain('value="lots"')
  expect(wrong.text).toContain(`name="form_key" value="${KEY}"`)
  expect((await browser.post('/devices').type('form').send(form)).status).toBe(303)
})

test('a text that means something already is refused beside its field, which names it', async () => {
  const { browser, db, form } = await lead()
  const other = await addDevice(db, 'IP-0003', 'iPad')
  await db.insertInto('tags').values({ text: '5CD1234X', what: 'serial', device_id: other, set_id: null, person_id: null, class_card_id: null, created_at: '' }).execute()
  const sent = await browser.post('/devices').type('form').send({ ...form, old_numbers: 'IP-0003' })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain('<a href="#serial">5CD1234X is the serial of IP-0003 already</a>')
  expect(sent.text).toContain('<a href="#old_numbers">IP-0003 is the code of a device already</a>')
  expect(await db.selectFrom('devices').select('code').execute()).toEqual([{ code: 'IP-0003' }])
  const again = await browser.post('/devices').type('form').send({ ...form, serial: '5CD9', old_numbers: '' })
  expect(again.headers['location']).toBe('/devices/LT-61?done=registered')
})

test('the form suggests the next free code of the type that is chosen, and keeps one that a scan did not know', async () => {
  const { browser, db } = await lead()
  await addDevice(db, 'LT-0060')
  const { id: ipad } = await db.selectFrom('device_types').select('id').where('name', '=', 'iPad').executeTakeFirstOrThrow()
  expect((await browser.get('/devices/new')).text).toContain('value="LT-0061"')
  expect((await browser.get(`/devices/new?type=${ipad}`)).text).toContain('value="IP-0001"')
  expect((await browser.get('/devices/new?code=sticker%207')).text).toContain('value="STICKER-7"')
  expect((await browser.get('/devices/new?code=IP-0009')).text).toContain(`id="type_id" value="${ipad}"`)
})

test('a changed code leaves the old one scannable, and the old address leads to the device', async () => {
  const { browser, db, form } = await lead()
  await browser.post('/devices').type('form').send(form)
  const edit = await browser.get('/devices/LT-61/edit')
  for (const value of ['LT-61', '1,249.00', '17 3 2025', '0042, ICT17']) expect(edit.text).toContain(`value="${value}"`)
  const sent = await browser.post('/devices/LT-61').type('form').send({ ...form, code: 'LT-0061', computer_name: '' })
  expect(sent.headers['location']).toBe('/devices/LT-0061?done=changed')
  const tags = await db.selectFrom('tags').select(['text', 'what']).orderBy('text').execute()
  expect(tags.map(({ text, what }) => `${what} ${text}`)).toEqual(['old number 0042', 'serial 5CD1234X', 'old number ICT17', 'code LT-0061', 'old number LT-61'])
  expect((await browser.get('/devices/LT-61')).text).toContain('LT-0061')
  const event = await db.selectFrom('events').select('data').where('verb', '=', 'device.changed').executeTakeFirstOrThrow()
  expect(JSON.parse(event.data)).toEqual({ fields: 'code computer_name search_text' })
})

const EVIL = '<script>alert(1)</script>"\'>'

test('what people typed is shown as letters on every page', async () => {
  const { browser, form } = await lead()
  const evil = { ...form, make: EVIL, model: EVIL, notes: EVIL, place: EVIL, computer_name: EVIL.slice(0, 20), serial: EVIL.slice(0, 20) }
  expect((await browser.post('/devices').type('form').send(evil)).status).toBe(303)
  const encoded = encodeURIComponent(EVIL)
  for (const path of ['/devices', `/devices?q=${encoded}&home=${encoded}&with=${encoded}`, '/devices/LT-61', '/devices/LT-61/edit', '/devices/new', '/out-of-use/new?device=LT-61']) {
    const { status, text } = await browser.get(path)
    expect(status).toBe(200)
    expect(text).not.toMatch(/<script>|<SCRIPT>/)
  }
  expect((await browser.get('/devices/LT-61')).text).toContain('&lt;script&gt;')
})

test.each([
  ["'; drop table devices; --", 0], ['%', 1], ['_', 1], ['50%', 1], ['a_c', 1], ['\\', 0], ['"', 0], ['lap', 3], ['LT-3 fern', 1], ['fern lt-3', 1],
])('searching for “%s” finds %i', async (q, count) => {
  const { browser, db } = await lead()
  for (const [code, search_text] of [['LT-1', 'lt-1 50% off'], ['LT-2', 'lt-2 a_c'], ['LT-3', 'lt-3 fernwood abc 50 x']]) {
    await addDevice(db, code!)
    await db.updateTable('devices').set({ search_text: search_text! }).where('code', '=', code!).execute()
  }
  const { text } = await browser.get('/devices').query({ q })
  expect(text).toContain(count === 1 ? '1 device<' : `${count} devices<`)
})

test('htmx gets the list alone, and the page itself includes the same', async () => {
  const { browser, db } = await lead()
  await addDevice(db, 'LT-1')
  const part = await browser.get('/devices').set('HX-Request', 'true').set('HX-Request-Type', 'partial')
  const page = await browser.get('/devices')
  expect(part.text).not.toContain('<html')
  expect(page.text).toContain(part.text.trim())
})

test('the list goes by pages of fifty, forward and back', async () => {
  const { browser, db } = await lead()
  for (let i = 1; i <= 120; i++) await addDevice(db, `LT-${String(i).padStart(4, '0')}`)
  const codes = (text: string) => [...text.matchAll(/href="\/devices\/(LT-\d+)"/g)].map(([, code]) => code)
  const link = (text: string, rel: string) => new RegExp(`href="([^"]+)" rel="${rel}"`).exec(text)?.[1]?.replaceAll('&amp;', '&')
  const first = await browser.get('/devices?type=laptop')
  expect(first.text).toContain('120 devices')
  expect([codes(first.text)[0], codes(first.text).at(-1), link(first.text, 'prev')]).toEqual(['LT-0001', 'LT-0050', undefined])
  const third = await browser.get(link((await browser.get(link(first.text, 'next')!)).text, 'next')!)
  expect([codes(third.text).length, codes(third.text).at(-1), link(third.text, 'next')]).toEqual([20, 'LT-0120', undefined])
  const second = await browser.get(link(third.text, 'prev')!)
  expect([codes(second.text)[0], codes(second.text).at(-1)]).toEqual(['LT-0051', 'LT-0100'])
  const again = await browser.get(link(second.text, 'prev')!)
  expect([codes(again.text)[0], link(again.text, 'prev')]).toEqual(['LT-0001', undefined])
})

test('the file opens in Excel and begins no formula', async () => {
  const { browser, form } = await lead()
  await browser.post('/devices').type('form').send({ ...form, make: '=cmd|calc', model: '+1', notes: '@x', computer_name: '-x' })
  const { text, headers } = await browser.get('/devices.csv').buffer().parse((res, done) => {
    const parts: Buffer[] = []
    res.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts).toString()))
  }).then((res) => ({ text: res.body as string, headers: res.headers }))
  expect(headers['content-disposition']).toBe('attachment; filename=devices-2026-11-24.csv')
  expect(text.startsWith('\uFEFFCode,Type,Make,')).toBe(true)
  expect(text).toContain("LT-61,Laptop,'=cmd|calc,'+1,5CD1234X,'-x,the library,,in store,,,2025-03-17,1249.00,2028-03-17,'@x\r\n")
})

test('an empty register says what goes here', async () => {
  const { browser } = await lead()
  const { text } = await browser.get('/devices')
  expect(text).toContain('Bring in your list of devices')
})

test('staff see the devices and what to do with them, and neither their past nor their forms', async () => {
  const school = await lead()
  await addDevice(school.db, 'LT-1')
  const teacher = await signedIn(school, await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] }))
  const page = await teacher.get('/devices/LT-1')
  expect(page.text).toContain('Book out <span class="code">LT-1</span>')
  expect(page.text).not.toContain('History')
  expect(page.text).not.toContain('/edit')
  for (const path of ['/devices/new', '/devices/LT-1/edit', '/out-of-use/new?device=LT-1', '/allocations/new?device=LT-1']) {
    expect((await teacher.get(path)).status).toBe(403)
  }
  for (const path of ['/devices', '/devices/LT-1', '/out-of-use', '/allocations', '/allocations/x/end', '/out-of-use/x/end']) {
    expect((await teacher.post(path).type('form').send({ form_key: KEY })).status).toBe(403)
  }
  expect((await teacher.get('/devices/NOPE')).status).toBe(404)
})

test('a QR is an upper-case picture of the code', async () => {
  const { browser, db } = await lead()
  await addDevice(db, 'LT-1')
  const { headers, body } = await browser.get('/devices/LT-1/qr.svg')
  expect(headers['content-type']).toContain('image/svg+xml')
  expect(String(body)).toContain('<svg')
})
