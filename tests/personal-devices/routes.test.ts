import { beforeEach, expect, test } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'

type Agent = Awaited<ReturnType<typeof signedIn>>

let school: TestApp
let marlo: string
let teacher: Agent
let head: Agent
beforeEach(async () => {
  school = await startApp()
  marlo = await addPerson(school.db, { name: 'Marlo <Finch>', roles: ['staff'], email: 'marlo@larkfield.example' })
  teacher = await signedIn(school, marlo)
  head = await signedIn(school, await addPerson(school.db, { name: 'Ottoline Brae', roles: ['head', 'staff'] }))
  await writeSettings(school.db, { personal_devices: 'head', personal_device_conditions: ['locked', 'encrypted'] })
})

const KEY = 'k'.repeat(22)
const wish = { form_key: KEY, device: '=Pixel 8', used_for: 'school e-mail', conditions: ['locked', 'encrypted'], from_day: '24 11 2026', until_day: '' }
const declare = (changes: object = {}) => teacher.post('/personal-devices').type('form').send({ ...wish, ...changes })
const kept = () => school.db.selectFrom('personal_devices').selectAll().execute()
const read = async (browser: Agent, path: string) => (await browser.get(path).expect(200)).text

test('a teacher declares a telephone once, the head says yes on Today, and the list tells it', async () => {
  expect(await read(teacher, '/account')).toContain('href="/personal-devices"')
  for (let i = 0; i < 2; i++) expect((await declare()).headers['location']).toBe('/personal-devices?done=declared')
  const [declared, ...more] = await kept()
  expect(more).toEqual([])
  expect(declared).toMatchObject({ person_id: marlo, device: '=Pixel 8', conditions: 'locked encrypted', needs: 'head', authorised_at: null })
  expect(await read(teacher, '/personal-devices')).toContain('Waiting for a yes')
  const today = await read(head, '/')
  expect(today).toContain('Personal devices waiting for your yes')
  expect(today).toContain('Marlo &lt;Finch&gt;')
  expect(await read(teacher, '/')).not.toContain('Personal devices waiting')
  await head.post(`/personal-devices/${declared!.id}/authorisation`).expect(303)
  expect((await kept())[0]).toMatchObject({ authorised_as: 'head', authorised_at: school.clock.now.toISOString() })
  expect(await read(head, '/')).not.toContain('Personal devices waiting')
  const list = await read(head, '/personal-devices/all')
  expect(list).toContain('authorised by Ottoline Brae')
  const file = await head.get('/personal-devices.csv').expect(200)
  expect(file.text).toMatch(/\r\nMarlo <Finch>,'=Pixel 8,school e-mail,"locked, encrypted",2026-11-24,,2026-11-24,Ottoline Brae,2026-11-24,,In use\r\n/)
  const verbs = await school.db.selectFrom('events').select('verb').where('verb', 'like', 'personal device%').orderBy('id').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['personal device.declared', 'personal device.authorised'])
})

test.each<[string, object, string]>([
  ['a condition not ticked', { conditions: 'locked' }, 'Tick each of them'],
  ['no device', { device: ' ' }, 'Say what it is'],
  ['a password among its uses', { used_for: 'e-mail, password: hunter2' }, 'That looks like a password'],
  ['no first day', { from_day: '' }, 'Enter the day from which you use it'],
  ['an end before the beginning', { until_day: '1 11 2026' }, 'The last day comes before the first'],
])('%s is refused beside its field, what was typed is kept, and nothing is written', async (_name, changes, words) => {
  const { status, text } = await declare(changes)
  expect(status).toBe(422)
  expect(text).toContain(words)
  if (!('device' in changes)) expect(text).toContain('value="=Pixel 8"')
  expect(await kept()).toEqual([])
})

test('nobody says yes to their own, nor a teacher to anybody’s; the database refuses the first as well', async () => {
  await declare()
  const { id } = (await kept())[0]!
  await teacher.post(`/personal-devices/${id}/authorisation`).expect(403)
  const other = await signedIn(school, await addPerson(school.db, { name: 'Hale Rook', roles: ['staff'] }))
  await other.post(`/personal-devices/${id}/authorisation`).expect(403)
  await other.post(`/personal-devices/${id}/withdrawal`).expect(403)
  await (await signedIn(school, school.lead)).post(`/personal-devices/${id}/authorisation`).expect(403)
  await head.post('/personal-devices/nothing/authorisation').expect(404)
  await expect(school.db.updateTable('personal_devices').set({ authorised_by_id: marlo }).execute()).rejects.toThrow(/nobody_authorises_their_own/)
  expect((await kept())[0]).toMatchObject({ authorised_at: null, withdrawn_at: null })
})

test('whoever declared it ends it, and so may the head; once ended it stays so and cannot be authorised', async () => {
  await declare()
  const { id } = (await kept())[0]!
  expect((await head.post(`/personal-devices/${id}/withdrawal`).type('form').send({ from: 'all' })).headers['location']).toBe('/personal-devices/all?done=ended')
  await teacher.post(`/personal-devices/${id}/withdrawal`).expect(303)
  await head.post(`/personal-devices/${id}/authorisation`).expect(303)
  expect((await kept())[0]).toMatchObject({ authorised_at: null, withdrawn_by_id: expect.not.stringContaining(marlo) })
})

test('where a declaration is enough nobody is asked, and the lead’s mode asks the lead', async () => {
  await writeSettings(school.db, { personal_devices: 'declared' })
  await declare()
  expect((await kept())[0]).toMatchObject({ needs: 'nobody' })
  expect(await read(head, '/')).not.toContain('Personal devices waiting')
  await writeSettings(school.db, { personal_devices: 'lead' })
  await declare({ form_key: 'l'.repeat(22) })
  const lead = await signedIn(school, school.lead)
  expect(await read(lead, '/')).toContain('Personal devices waiting for your yes')
})

test('the list is the lead’s, the head’s and the business manager’s, fifty at a time', async () => {
  await teacher.get('/personal-devices/all').expect(403)
  await teacher.get('/personal-devices.csv').expect(403)
  await writeSettings(school.db, { personal_device_conditions: [] })
  for (let i = 0; i < 51; i++) await declare({ form_key: `${i}`.padStart(22, 'x'), device: `Telephone ${i}`, conditions: [] })
  const first = await read(head, '/personal-devices/all')
  expect(first.match(/Telephone \d+<\/span>/g)).toHaveLength(50)
  const older = /href="(\/personal-devices\/all\?before=[^"]+)"/.exec(first)![1]!
  expect((await read(head, older)).match(/Telephone \d+<\/span>/g)).toEqual(['Telephone 0</span>'])
  expect((await head.get('/personal-devices.csv')).text.trim().split('\r\n')).toHaveLength(52)
})

test('switched off there is no page, no link and nothing on Today', async () => {
  await declare()
  await writeSettings(school.db, { personal_devices: 'off' })
  for (const path of ['/personal-devices', '/personal-devices/all', '/personal-devices.csv']) await head.get(path).expect(404)
  await declare({ form_key: 'm'.repeat(22) }).expect(404)
  expect(await read(head, '/account')).not.toContain('/personal-devices"')
  expect(await read(head, '/')).not.toContain('Personal devices waiting')
  expect(await kept()).toHaveLength(1)
})

test('the settings say whose yes it needs and what is asked, and are shown again', async () => {
  await head.post('/settings/personal-devices').type('form').send({ personal_devices: 'lead', personal_device_conditions: ['protected', 'locked'] }).expect(303)
  const html = await read(head, '/settings/personal-devices')
  expect(html).toMatch(/name="personal_devices" value="lead"\s+checked/)
  expect(html).toMatch(/name="personal_device_conditions" value="protected"\s+checked/)
  expect(html).not.toMatch(/name="personal_device_conditions" value="encrypted"\s+checked/)
  await head.post('/settings/personal-devices').type('form').send({ personal_devices: 'lead', personal_device_conditions: ['protected', 'locked'] }).expect(303)
  expect(await school.db.selectFrom('events').select('id').where('verb', '=', 'settings.changed').execute()).toHaveLength(1)
  await head.post('/settings/personal-devices').type('form').send({ personal_devices: 'everybody' }).expect(422)
})
