import { beforeEach, expect, test } from 'vitest'
import { addType } from '../../src/device-types/change.ts'
import { listTypes } from '../../src/device-types/store.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { signedIn, startApp, type TestApp, TUESDAY } from '../support/app.ts'
import { enterAgreement } from '../support/agreements.ts'

let school: TestApp
let browser: Awaited<ReturnType<typeof signedIn>>
beforeEach(async () => {
  school = await startApp()
  browser = await signedIn(school, school.lead)
})

const read = async (path: string) => (await browser.get(path).expect(200)).text
const fields = (html: string) => ({
  shown: /name="shown" value="([^"]+)"/.exec(html)![1]!, form_key: /name="form_key" value="([^"]+)"/.exec(html)![1]!,
})
const events = () => school.db.selectFrom('events').select('data').where('verb', '=', 'preset.chosen').execute()

test('the list says where the school is and how far each of the others would take it', async () => {
  expect(await read('/settings')).toContain('href="/settings/presets"')
  const html = await read('/settings/presets')
  expect(html.match(/href="\/settings\/presets\//g)).toHaveLength(5)
  expect(html).toMatch(/your school’s<\/span>\s+with one difference/)
  expect(html).toMatch(/Would change \d+ rules/)
})

test('a preset shows what it would change and nothing else, and every clause with who sees to it', async () => {
  const html = await read('/settings/presets/signed-yearly')
  expect(html).toContain('Passwords of devices are reset</a></th><td data-label="Now">every half-term</td><td data-label="Then"><strong>every term</strong>')
  expect(html).toContain('iPad: it is not lent to')
  expect(html).not.toContain('iPad: may it leave')
  expect(html).not.toContain('What comes back is asked about: logged off, nothing of children left on it</a></th>')
  for (const words of ['Setting', 'Type of device', 'Kitbook', 'People', 'Not yet in Kitbook']) expect(html).toContain(`<strong>${words}</strong>`)
})

test('choosing one sets settings and types at once, in one event, and once', async () => {
  await addType(school.db, 'k'.repeat(22), { name: 'Drone', code_prefix: 'DR', position: null, holds_data: 0, encryption: null, check_days: null, password_reset: 0, off_site: 'no', not_for: [] }, { person_id: school.lead, desk_id: null }, TUESDAY)
  await writeSettings(school.db, { check_time: '16:00', off_site_warn_until: '2027-02-01' })
  const html = await read('/settings/presets/signed-yearly')
  expect(html).toContain('your own types (Drone)')
  const sent = fields(html)
  for (let i = 0; i < 2; i++) {
    const { headers } = await browser.post('/settings/presets/signed-yearly').type('form').send(sent).expect(303)
    expect(headers['location']).toBe('/settings/presets/signed-yearly?done=chosen')
  }
  expect(await readSettings(school.db)).toMatchObject({
    preset: 'signed-yearly', unsigned_may: 'nothing', ask_video_calls: true, password_reset_every: 'term', check_time: '16:00', off_site_warn_until: '2027-02-01',
  })
  const types = new Map((await listTypes(school.db)).map((type) => [type.name, type]))
  expect(types.get('Robot')).toMatchObject({ off_site: 'yes', code_prefix: 'RB', position: 5 })
  expect(types.get('Camera')).toMatchObject({ not_for: ['visitor'] })
  expect(types.get('Laptop')).toMatchObject({ encryption: 'BitLocker' })
  expect(types.get('Drone')).toMatchObject({ off_site: 'no' })
  const [event, ...more] = await events()
  expect(more).toEqual([])
  expect(JSON.parse(event!.data)).toMatchObject({ preset: 'signed-yearly', settings: expect.stringContaining('ask_video_calls') })
  const after = await read('/settings/presets/signed-yearly?done=chosen')
  expect(after).toContain('Your school is on these rules, as they stand.')
  expect(after).not.toContain('name="shown"')
})

test('what has changed since it was shown is shown again, and nothing is done', async () => {
  const sent = fields(await read('/settings/presets/asked-first'))
  await writeSettings(school.db, { return_checklist: false })
  const before = await readSettings(school.db)
  const { text } = await browser.post('/settings/presets/asked-first').type('form').send(sent).expect(422)
  expect(text).toContain('Somebody has changed the settings since you opened this page')
  expect(text).toContain('What comes back is asked about: logged off, nothing of children left on it</a></th>')
  expect(await readSettings(school.db)).toEqual(before)
  expect(await events()).toEqual([])
  await browser.post('/settings/presets/asked-first').type('form').send(fields(text)).expect(303)
})

test('a setting of a type that changed meanwhile counts as well', async () => {
  const sent = fields(await read('/settings/presets/asked-first'))
  await school.db.updateTable('device_types').set({ off_site: 'no' }).where('name', '=', 'Robot').execute()
  await browser.post('/settings/presets/asked-first').type('form').send(sent).expect(422)
})

test('going back is choosing the other one, and the school stands where it stood', async () => {
  await browser.post('/settings/presets/signing-out-book').type('form').send(fields(await read('/settings/presets/signing-out-book'))).expect(303)
  const [settings, types] = [await readSettings(school.db), await listTypes(school.db)]
  for (const preset of ['code-of-conduct', 'signing-out-book']) {
    await browser.post(`/settings/presets/${preset}`).type('form').send(fields(await read(`/settings/presets/${preset}`))).expect(303)
  }
  expect(await readSettings(school.db)).toEqual(settings)
  expect(await listTypes(school.db)).toEqual(types)
})

test('the school’s own preset shows in what it differs, and can be put back or kept', async () => {
  const html = await read('/settings/presets/signing-out-book')
  expect(html).toContain('Your school began with these rules')
  expect(html).toContain('Laptop: has to be encrypted with</a></th><td data-label="Your school">BitLocker</td><td data-label="These rules"><strong>DESlock</strong>')
  await browser.post('/settings/presets/signing-out-book').type('form').send(fields(html)).expect(303)
  expect(await read('/settings/presets/signing-out-book')).toContain('as they stand')
})

test('the first agreement is proposed as the preset has it', async () => {
  await writeSettings(school.db, { preset: 'code-of-conduct' })
  const html = await read('/agreements/new')
  expect([...html.matchAll(/name="kinds" value="(\w+)"\s+checked/g)].map(([, kind]) => kind)).toEqual(['staff', 'student', 'governor', 'volunteer'])
  expect(html).toMatch(/name="renewal" value="new version"\s+checked/)
  await enterAgreement(school)
  expect(await read('/agreements/new')).not.toMatch(/name="renewal" value="new version"\s+checked/)
})

test('there are no other rules than these', async () => {
  await browser.get('/settings/presets/nothing').expect(404)
  await browser.post('/settings/presets/nothing').type('form').send({}).expect(404)
  await browser.post('/settings/presets/asked-first').type('form').send({ shown: '' }).expect(422)
})
