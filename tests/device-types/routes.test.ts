import { expect, test } from 'vitest'
import { findType, listTypes } from '../../src/device-types/store.ts'
import { signedIn, startApp } from '../support/app.ts'

const KEY = 'k'.repeat(22)
const drone = {
  form_key: KEY, name: 'Drone <b>', code_prefix: 'dr', position: '', off_site: 'head', not_for: ['visitor', 'volunteer'], holds_data: '1',
  encryption: 'Maker’s own', check_days: '180',
}

async function lead() {
  const school = await startApp()
  return { ...school, browser: await signedIn(school, school.lead) }
}

test('a type is added with all its rules, once, at the end of the list', async () => {
  const { browser, db } = await lead()
  for (let i = 0; i < 2; i++) {
    expect((await browser.post('/settings/types').type('form').send(drone)).headers['location']).toBe('/settings/types?done=added')
  }
  const types = await listTypes(db)
  expect(types).toHaveLength(10)
  expect(types.at(-1)).toMatchObject({
    name: 'Drone <b>', code_prefix: 'DR', holds_data: 1, encryption: 'Maker’s own', check_days: 180, password_reset: 0, off_site: 'head', not_for: ['visitor', 'volunteer'],
  })
  const { text } = await browser.get('/settings/types')
  expect(text).toContain('Drone &lt;b&gt;')
  expect(text).toContain('Leaves the school if the head says yes; encryption: Maker’s own, checked every 180 days; not for visitors or volunteers')
})

test('a type is changed: its form shows its rules, and unticked is no', async () => {
  const { browser, db } = await lead()
  const laptop = (await listTypes(db))[0]!
  const { text } = await browser.get(`/settings/types/${laptop.id}`)
  expect(text).toMatch(/id="holds_data"[^>]* checked/)
  expect(text).toContain('value="BitLocker"')
  const sent = await browser.post(`/settings/types/${laptop.id}`).type('form').send({ name: 'Netbook', code_prefix: 'LT', position: '3', off_site: 'no', not_for: 'governor' })
  expect(sent.status).toBe(303)
  expect(await findType(db, laptop.id)).toMatchObject({ name: 'Netbook', search_name: 'netbook', holds_data: 0, encryption: null, password_reset: 0, off_site: 'no', not_for: ['governor'], position: 3 })
})

test.each([
  ['a name that is taken', { name: 'LAPTOP' }, 'There is a type with this name already'],
  ['no name', { name: '' }, 'Say what it is called'],
  ['a prefix with a hyphen', { code_prefix: 'A-B' }, 'Use one to six letters'],
  ['an encryption of no data', { holds_data: '0' }, 'What has to be encrypted keeps data'],
  ['somebody who is not on the list', { not_for: 'pupil' }, 'Choose from the list'],
  ['staff', { not_for: 'staff' }, 'Choose from the list'],
  ['no word on leaving', { off_site: 'maybe' }, 'Choose whether it may leave the school'],
])('%s is refused', async (_, wrong, words) => {
  const { browser, db } = await lead()
  const sent = await browser.post('/settings/types').type('form').send({ ...drone, ...wrong })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain(words)
  expect(await listTypes(db)).toHaveLength(9)
})

test('the types are a file too', async () => {
  const { browser } = await lead()
  const file = await browser.get('/settings/types.csv').expect(200)
  expect(file.headers['content-disposition']).toContain('types-of-device-')
  expect(file.text.split('\r\n')[0]).toBe('\uFEFFType,Codes begin,Rules,Devices')
  expect(file.text).toMatch(/\r\nCamera,CAM,Leaves the school if the head says yes; .*,0\r\n/)
})
