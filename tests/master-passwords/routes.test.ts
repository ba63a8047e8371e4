import { beforeEach, expect, test } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'

let school: TestApp
let marlo: string
let browser: Awaited<ReturnType<typeof signedIn>>
beforeEach(async () => {
  school = await startApp()
  marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  browser = await signedIn(school, school.lead)
  await writeSettings(school.db, { master_passwords: true })
})

const KEY = 'k'.repeat(22)
const add = (changes: object = {}) => browser.post('/master-passwords').type('form').send({ form_key: KEY, name: 'Server administrator', first_id: school.lead, second_id: marlo, from_day: '1 9 2026', ...changes })
const read = async (path: string) => (await browser.get(path).expect(200)).text
const holders = () => school.db.selectFrom('master_password_holders').selectAll().orderBy('id').execute()

test('what it opens and who holds it is written down once, found from the settings, and saved as a file', async () => {
  expect(await read('/settings')).toContain('href="/master-passwords"')
  for (let i = 0; i < 2; i++) expect((await add()).headers['location']).toBe('/master-passwords?done=added')
  expect(await holders()).toMatchObject([{ person_id: school.lead, from_day: '2026-09-01', until_day: null }, { person_id: marlo }])
  const html = await read('/master-passwords')
  expect(html).toContain('Server administrator')
  expect(html).not.toContain('Only one person holds it')
  expect((await browser.get('/master-passwords.csv')).text).toContain('Server administrator,Marlo Finch,2026-09-01,,,')
})

test.each<[string, object, string]>([
  ['the password itself', { name: 'Server password: Hunter22' }, 'That looks like a password'],
  ['a recovery key', { name: '123456-123456-123456-123456-123456-123456-123456-123456' }, 'That looks like a password'],
  ['nothing', { name: '' }, 'Say what it opens'],
  ['nobody', { first_id: '' }, 'Choose who holds it'],
  ['no day', { from_day: '' }, 'Enter the day since which they hold it'],
  ['somebody who is not here', { first_id: 'nobody' }, 'Choose from the list'],
])('%s is refused beside its field, and nothing is kept of it', async (_name, changes, words) => {
  const { status, text } = await add(changes)
  expect(status).toBe(422)
  expect(text).toContain(words)
  expect(await school.db.selectFrom('master_passwords').selectAll().execute()).toEqual([])
  expect(await school.db.selectFrom('form_keys').selectAll().execute()).toEqual([])
})

test('the same thing twice is refused, whatever its capitals', async () => {
  await add()
  expect((await add({ form_key: 'l'.repeat(22), name: 'SERVER administrator' })).text).toContain('That is on the list already')
})

test('fewer than two is said on the page and on Today, until a second one holds it', async () => {
  await add({ second_id: '' })
  const { id } = await school.db.selectFrom('master_passwords').select('id').executeTakeFirstOrThrow()
  expect(await read('/master-passwords')).toContain('Only one person holds it')
  expect(await read('/')).toContain('Only one person holds it')
  const teacher = await signedIn(school, marlo)
  expect((await teacher.get('/')).text).not.toContain('Only one person holds it')
  await read(`/master-passwords/${id}/holders`)
  const give = (changes: object = {}) => browser.post(`/master-passwords/${id}/holders`).type('form').send({ form_key: KEY.replace('k', 'g'), person_id: marlo, from_day: '24 11 2026', ...changes })
  expect((await give({ person_id: '' })).text).toContain('Choose who holds it')
  expect((await give({ person_id: school.lead })).text).toContain('They hold it already')
  await give().expect(303)
  await give().expect(303)
  expect(await holders()).toHaveLength(2)
  expect(await read('/')).not.toContain('Only one person holds it')
})

test('a holder who has left is named until their part is ended; what was stays in the file', async () => {
  await add()
  await school.db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', marlo).execute()
  expect(await read('/')).toContain('Marlo Finch has left and still holds it')
  const { id, master_password_id } = (await holders()).find(({ person_id }) => person_id === marlo)!
  await browser.post(`/master-passwords/${master_password_id}/holders/${id}/end`).expect(303)
  await browser.post(`/master-passwords/${master_password_id}/holders/${id}/end`).expect(404)
  expect(await read('/master-passwords')).not.toContain('Marlo Finch has left')
  expect((await browser.get('/master-passwords.csv')).text).toContain('Server administrator,Marlo Finch,2026-09-01,2026-11-24,2026-11-23,')
  await browser.post(`/master-passwords/${master_password_id}/end`).expect(303)
  expect(await read('/')).not.toContain('Only one person holds it')
  await browser.post(`/master-passwords/${master_password_id}/end`).expect(404)
  await browser.get(`/master-passwords/${master_password_id}/holders`).expect(404)
  await add({ form_key: 'n'.repeat(22), second_id: '' }).expect(303)
})

test('it is the lead’s, the head’s and the business manager’s, and switched off there is no page, no link and nothing on Today', async () => {
  await add({ second_id: '' })
  await (await signedIn(school, marlo)).get('/master-passwords').expect(403)
  await writeSettings(school.db, { master_passwords: false })
  for (const path of ['/master-passwords', '/master-passwords.csv']) await browser.get(path).expect(404)
  await add({ form_key: 'o'.repeat(22), name: 'Safe' }).expect(404)
  expect(await read('/settings')).not.toContain('href="/master-passwords"')
  expect(await read('/')).not.toContain('Only one person holds it')
})

test('the switch is on the page of settings', async () => {
  const fields = { school_name: 'Larkfield Primary School', school_phone: '01632 960123' }
  expect(await read('/settings')).toMatch(/name="master_passwords" value="1"\s+checked/)
  await browser.post('/settings').type('form').send(fields).expect(303)
  await browser.get('/master-passwords').expect(404)
})
