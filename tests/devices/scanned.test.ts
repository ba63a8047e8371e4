import { expect, test } from 'vitest'
import { addDevice, signedIn, startApp } from '../support/app.ts'
import { addTrolley } from '../support/desk-school.ts'

async function school() {
  const kit = await startApp()
  const laptop = await addDevice(kit.db, 'LT-0427')
  await kit.db.insertInto('tags').values({ text: '5CD1', what: 'serial', device_id: laptop, set_id: null, person_id: null, class_card_id: null, created_at: '' }).execute()
  await addTrolley(kit.db, 'TR-A', 3)
  return signedIn(kit, kit.lead)
}

test.each([
  ['LT-0427', '/devices/LT-0427'],
  [' lt-0427 ', '/devices/LT-0427'],
  ['5cd1', '/devices/LT-0427'],
  ['HTTPS://KITBOOK.LARKFIELD.EXAMPLE/T/LT-0427', '/devices/LT-0427'],
  ['tr-a', '/sets/TR-A'],
])('"%s" scanned into the search leads to %s', async (scanned, page) => {
  const answer = await (await school()).get(`/devices?q=${encodeURIComponent(scanned)}&type=ipad`)
  expect([answer.status, answer.headers['location']]).toEqual([303, page])
})

test('while somebody types, a code that is whole for a moment leads nowhere', async () => {
  const answer = await (await school()).get('/devices?q=LT-0427').set('HX-Request', 'true').set('HX-Request-Type', 'partial')
  expect(answer.status).toBe(200)
  expect(answer.text).toContain('1 device')
})

test('several tags in one look list those that are devices, on the page and in the file', async () => {
  const lead = await school()
  const q = encodeURIComponent('IP-0001 HTTPS://KITBOOK.LARKFIELD.EXAMPLE/T/IP-0003 https://elsewhere.example/prize lt-0427')
  const page = await lead.get(`/devices?q=${q}`)
  for (const code of ['IP-0001', 'IP-0003', 'LT-0427']) expect(page.text).toContain(`href="/devices/${code}"`)
  expect(page.text).toContain('3 devices')
  const file = await lead.get(`/devices.csv?q=${q}`)
  expect(file.text.trim().split('\n')).toHaveLength(4)
})

test('words that are no tags are searched for as before', async () => {
  const page = await (await school()).get('/devices?q=laptop+0427')
  expect(page.text).toContain('1 device')
})
