import { expect, test } from 'vitest'
import { giveToKeeper } from '../../src/allocations/give.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { enterHalfTerms } from '../support/half-terms.ts'
import { given } from '../support/keepers.ts'

async function school() {
  const kit = await startApp()
  const { db, clock } = kit
  await enterHalfTerms(db)
  clock.now = new Date('2026-11-05T09:00:00.000Z')
  const laptops = []
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003']) laptops.push(await addDevice(db, code))
  await db.updateTable('devices').set({ created_at: '2025-09-10T09:00:00.000Z' }).execute()
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  await giveToKeeper(db, newFormKey(), { ...given, device_id: laptops[0]!, keeper_id: marlo, actor: { person_id: kit.lead, desk_id: null } }, new Date('2025-09-11T09:00:00.000Z'))
  const technician = await addPerson(db, { name: 'Tavish Brook', roles: ['technician'] })
  const kept = () => db.selectFrom('password_resets').selectAll().orderBy('id').execute()
  const browserOf = (id: string) => signedIn(kit, id)
  return { ...kit, laptops, marlo, technician, kept, browserOf, lead_browser: await browserOf(kit.lead), keeper: await browserOf(marlo) }
}

const form = (fields: Record<string, unknown>) => ({ form_key: newFormKey(), ...fields })

test('a keeper is told on Today, says “I have reset it” on their own page, and may undo it within five minutes', async () => {
  const { keeper, laptops, kept, clock, marlo } = await school()
  expect((await keeper.get('/')).text).toContain('id="my-resets"')
  const page = (await keeper.get('/password-resets/mine')).text
  for (const words of ['Autumn 2: reset the password', 'Due by Mon 9 Nov', 'I have reset <span class="code">LT-0001</span>']) expect(page).toContain(words)
  expect(page).not.toContain('LT-0002')
  const said = await keeper.post('/password-resets/mine').type('form').send(form({ device_id: laptops[0] }))
  expect(await kept()).toMatchObject([{ device_id: laptops[0], day: '2026-11-05', by_id: marlo, recorded_by_id: marlo, how: 'own device' }])
  const after = (await keeper.get(said.headers['location']!)).text
  for (const words of ['LT-0001: written down as reset', 'Done today']) expect(after).toContain(words)
  expect((await keeper.get('/')).text).not.toContain('id="my-resets"')
  const [, path] = /action="([^"]+undo)"/.exec(after)!
  clock.now = new Date(clock.now.getTime() + 4 * 60_000)
  expect((await keeper.get((await keeper.post(path!).type('form').send({ then: 'mine' })).headers['location']!)).text).toContain('Undone')
  expect((await kept())[0]!.undone_at).not.toBeNull()
})

test('nobody says it of a device that they do not have; the reminder’s link leads there after signing in', async () => {
  const { keeper, laptops, kept, app } = await school()
  expect((await keeper.post('/password-resets/mine').type('form').send(form({ device_id: laptops[1] }))).status).toBe(404)
  expect(await kept()).toEqual([])
  const { default: supertest } = await import('supertest')
  expect((await supertest(app).get('/password-resets/mine')).headers['location']).toBe('/sign-in?next=%2Fpassword-resets%2Fmine')
})

test('the grid says of each device and half-term whether it is done, due, late or to come; as a file too', async () => {
  const { lead, lead_browser, browserOf, clock } = await school()
  const page = (await lead_browser.get('/password-resets')).text
  for (const words of ['3 devices, 3 due', 'Autumn 2: due by Mon 9 Nov', 'Not done', 'Due by Mon 9 Nov', 'From Tue 5 Jan', 'Marlo Finch']) expect(page).toContain(words)
  clock.now = new Date('2026-11-10T09:00:00.000Z')
  const later = await browserOf(lead)
  expect((await later.get('/password-resets')).text).toContain('3 devices, 3 late')
  const file = (await later.get('/password-resets.csv?show=all')).text
  expect(file).toContain('Device,Type,With,Autumn 1,Autumn 2,Spring 1,Spring 2,Summer 1,Summer 2')
  expect(file).toContain('"Late, was due 2026-11-09"')
  expect((await later.get('/password-resets?show=x&type=x&year=x&after=x')).status).toBe(200)
})

test('the lead writes several down at once, or all of the list, for an earlier day and whoever has each', async () => {
  const { lead_browser, laptops, kept, marlo, lead } = await school()
  const ticked = await lead_browser.post('/password-resets').type('form').send(form({ device_ids: [laptops[0], laptops[1]], day: '4 11 2026', done_by: 'holder' }))
  expect((await kept()).map(({ by_id, day }) => [by_id, day]).toSorted()).toEqual([[lead, '2026-11-04'], [marlo, '2026-11-04']].toSorted())
  expect((await lead_browser.get(ticked.headers['location']!)).text).toContain('2 devices: written down as reset')
  await lead_browser.post('/password-resets?show=owed').type('form').send(form({ every: '1', day: '5 11 2026', done_by: lead }))
  expect((await kept()).map(({ device_id }) => device_id)).toContain(laptops[2])
  expect(await kept()).toHaveLength(3)
  expect((await lead_browser.get('/password-resets')).text).toContain('Every password is reset')
})

test.each([
  ['nothing ticked', {}, 'Tick the devices'], ['a day to come', { day: '6 11 2026', device: true }, 'still to come'],
  ['no day', { day: '', device: true }, 'Enter the day'], ['rubbish for a day', { day: 'soon', device: true }, 'Write a day such as'],
])('%s is refused in words, and what was ticked stays ticked', async (_name, { device, ...fields }: { device?: boolean, day?: string }, words) => {
  const { lead_browser, laptops, lead, kept } = await school()
  const answer = await lead_browser.post('/password-resets').type('form').send(form({ day: '5 11 2026', done_by: lead, ...device && { device_ids: laptops[1] }, ...fields }))
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  if (device) expect(answer.text).toContain(`value="${laptops[1]}" aria-label="LT-0002 was reset" checked`)
  expect(await kept()).toEqual([])
})

test('at the checks’ screen the reset that is due is one tap, or a digit when no check is left', async () => {
  const { technician, browserOf, laptops, kept, db, lead_browser } = await school()
  const browser = await browserOf(technician)
  const page = (await browser.get('/device-checks?device=LT-0002')).text
  for (const words of ['Encrypted, protection on', 'Password reset: Due by Mon 9 Nov', 'Its password is reset']) expect(page).toContain(words)
  const send = (fields: object) => browser.post('/device-checks').type('form').send(form({ device_id: laptops[1], ...fields }))
  const checked = await send({ kind_id: 'encryption', text: '1' })
  const next = (await browser.get(checked.headers['location']!)).text
  expect(next).toContain('<kbd>1</kbd> Its password is reset')
  const done = await send({ kind_id: 'password reset', text: '1' })
  expect(await kept()).toMatchObject([{ device_id: laptops[1], by_id: technician, how: 'device check' }])
  const after = (await browser.get(done.headers['location']!)).text
  for (const words of ['LT-0002: password reset written down', 'It owes nothing more', 'Undo']) expect(after).toContain(words)
  const tapped = await browser.post('/device-checks').type('form').send(form({ device_id: laptops[2], kind_id: 'encryption', finding: 'password reset' }))
  expect((await browser.get(tapped.headers['location']!)).text).toContain('Encrypted, protection on')
  expect(await kept()).toHaveLength(2)
  expect(await db.selectFrom('device_checks').selectAll().execute()).toHaveLength(1)
  expect((await lead_browser.get('/devices/LT-0002')).text).toContain('Reset today, by Tavish Brook')
})

test('from the device’s page the holder says it too, and undoes a slip there for five minutes', async () => {
  const { keeper, lead_browser, laptops, kept, clock } = await school()
  const said = await keeper.post('/password-resets/mine').type('form').send(form({ device_id: laptops[0], then: 'device' }))
  const page = (await keeper.get(said.headers['location']!)).text
  expect(page).toContain('Undo the last one')
  expect((await lead_browser.get('/devices/LT-0001')).text).not.toContain('Undo the last one')
  clock.now = new Date(clock.now.getTime() + 6 * 60_000)
  expect((await keeper.get('/devices/LT-0001')).text).not.toContain('Undo the last one')
  await keeper.post(/action="(\/password-resets\/acts[^"]+)"/.exec(page)![1]!)
  expect((await kept())[0]!.undone_at).toBeNull()
})

test('the lead strikes a reset out with a reason; one that looks like a password is refused', async () => {
  const { keeper, lead_browser, laptops, kept } = await school()
  await keeper.post('/password-resets/mine').type('form').send(form({ device_id: laptops[0] }))
  const { id } = (await kept())[0]!
  expect((await lead_browser.get('/devices/LT-0001')).text).toContain(`/password-resets/${id}/strike-out`)
  const strike = (reason: string) => lead_browser.post(`/password-resets/${id}/strike-out`).type('form').send(form({ reason }))
  for (const reason of ['', 'password: Zebra12', 'PIN 4821']) expect((await strike(reason)).status).toBe(422)
  expect((await strike('It was another laptop')).headers['location']).toBe('/devices/LT-0001')
  expect((await lead_browser.get(`/password-resets/${id}/strike-out`)).status).toBe(404)
  expect((await kept())[0]).toMatchObject({ undone_reason: 'It was another laptop' })
})

test('who else knows it is asked only where the school keeps that, by those who had a hand in it', async () => {
  const { keeper, lead_browser, laptops, kept, db, lead, browserOf } = await school()
  await keeper.post('/password-resets/mine').type('form').send(form({ device_id: laptops[0] }))
  const path = `/password-resets/${(await kept())[0]!.id}/known-to`
  await writeSettings(db, { password_known_to: false })
  expect((await keeper.get(path)).status).toBe(403)
  await writeSettings(db, { password_known_to: true })
  expect((await keeper.get('/password-resets/mine')).text).toContain(path)
  const other = await browserOf(await addPerson(db, { name: 'Imogen Ashby', roles: ['staff'] }))
  expect((await other.get(path)).status).toBe(403)
  expect((await keeper.post(path).type('form').send(form({ person_ids: lead }))).headers['location']).toBe('/devices/LT-0001')
  expect((await lead_browser.get('/devices/LT-0001')).text).toContain('Also known to: Wren Calloway')
  expect((await other.get('/devices/LT-0001')).text).not.toContain('Also known to')
})

test('the settings say what the NCSC advises; off, nobody is asked; wrong days are refused beside the field', async () => {
  const { db, browserOf, keeper, lead_browser } = await school()
  const head = await browserOf(await addPerson(db, { name: 'Hale Thorne', roles: ['head'] }))
  expect((await head.get('/settings/password-resets')).text).toContain('National Cyber Security Centre advises against')
  const save = (fields: object) => head.post('/settings/password-resets').type('form').send({ password_reset_every: 'half-term', password_reset_opens: '1', password_reset_due: '5', ...fields })
  expect((await save({ password_reset_opens: '6' })).text).toContain('They cannot be due before they open')
  expect((await save({ password_reset_due: '0' })).status).toBe(422)
  expect((await save({ password_reset_every: 'off' })).status).toBe(303)
  for (const [browser, part] of [[keeper, 'id="my-resets"'], [lead_browser, 'id="resets"']] as const) expect((await browser.get('/')).text).not.toContain(part)
  expect((await lead_browser.get('/password-resets')).text).toContain('switched this off')
})

test('Today tells the technician and the lead how many are due or late; nobody else', async () => {
  const { lead, marlo, lead_browser, browserOf, clock } = await school()
  expect((await lead_browser.get('/')).text).toContain('3 devices, due by Mon 9 Nov')
  clock.now = new Date('2026-11-10T09:00:00.000Z')
  expect((await (await browserOf(lead)).get('/')).text).toContain('3 devices, late: they were due yesterday')
  expect((await (await browserOf(marlo)).get('/')).text).not.toContain('id="resets"')
})

test('before the half-term opens nobody is asked', async () => {
  const { lead_browser, keeper, clock } = await school()
  clock.now = new Date('2026-08-31T09:00:00.000Z')
  expect((await lead_browser.get('/')).text).not.toContain('id="resets"')
  expect((await keeper.get('/password-resets/mine')).text).toContain('no device whose password is to be reset')
})
