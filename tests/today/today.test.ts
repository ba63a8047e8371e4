import { beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import type { OutOfUseBecause, Role } from '../../src/database/tables.ts'
import { record } from '../../src/events/record.ts'
import { openDesk } from '../../src/desk/session.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { takeBack } from '../../src/loans/take-back.ts'
import type { Agent } from '../loans/support.ts'
import { hidden } from '../loans/support.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addClass, addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'

let school: TestApp
let marlo: string

const at = (day: number, time: string) => new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00.000Z`)
const actor = { person_id: null, desk_id: null }

beforeEach(async () => {
  school = await startApp()
  marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
})

async function lend(code: string, borrower_id: string, when: Date, more: { class_id?: string, until?: string, actor?: typeof actor | { person_id: string, desk_id: null } } = {}) {
  const device = await addDevice(school.db, code)
  const wish = { device_ids: [device], borrower_id, class_id: null, answers_id: null, purpose: 'Computing', until: null, source: 'desk' as const, actor, ...more }
  const { loans } = await bookOut(school.db, wish, when)
  return { device, loan_id: loans[0]!.id }
}

async function outOfUse(code: string, because: OutOfUseBecause) {
  const device_id = await addDevice(school.db, code)
  await school.db.insertInto('out_of_use').values({ id: newId(), device_id, because, note: '', from_at: at(20, '09:00').toISOString(), until_at: null }).execute()
}

const as = async (role: Role): Promise<Agent> => signedIn(school, await addPerson(school.db, { name: `The ${role}`, roles: [role] }))
const read = async (agent: Agent, path = '/') => (await agent.get(path)).text
const section = (html: string, id: string) => html.split('<section').find((part) => part.includes(`id="${id}"`)) ?? ''
const tiles = (html: string) => [...html.matchAll(/<b>([\d,]+)<\/b><span>(?:<svg[^]*?<\/svg>)?\s*([^<]*)</g)].map(([, n, words]) => `${n} ${words!.trim()}`)
const poll = (agent: Agent, version?: string) => {
  const asked = agent.get('/').set('HX-Request', 'true').set('HX-Request-Type', 'partial').set('Kitbook-Poll', '1')
  return version ? asked.set('If-None-Match', `"${version}"`) : asked
}
const versionIn = (html: string) => /If-None-Match[^}]*?\\"([\w-]+)\\"/.exec(html.replaceAll('&#34;', '"'))![1]!

test('the lead sees what is out by class and adult, overdue first, with its act', async () => {
  const oak = await addClass(school.db, 'Year 4 Oak')
  for (const code of ['IP-1', 'IP-2', 'IP-3']) await lend(code, marlo, at(24, '08:50'), { class_id: oak })
  const late = await lend('LT-0427', marlo, at(23, '09:00'))
  const html = await read(await signedIn(school, school.lead))
  expect(tiles(html)).toEqual(['4 out now', '1 overdue', '0 off-site', '0 back today'])
  expect(html.indexOf('id="overdue"')).toBeLessThan(html.indexOf('id="due-back-today"'))
  expect(section(html, 'overdue')).toContain('LT-0427')
  expect(section(html, 'overdue')).toContain(`action="/loans/${late.loan_id}/return"`)
  const group = section(html, 'due-back-today')
  expect(group).toMatch(/<strong>Year 4 Oak<\/strong><br>Marlo Finch/)
  expect(group).toMatch(/How many">3</)
  for (const code of ['IP-1', 'IP-2', 'IP-3']) expect(group).toContain(`/devices/${code}"`)
})

test('what was passed on is not back', async () => {
  const { device } = await lend('LT-0427', marlo, at(24, '08:50'))
  const wish = { device_ids: [device], borrower_id: school.lead, class_id: null, answers_id: null, purpose: 'Computing', until: null, source: 'desk' as const, actor, taking_over: [device] }
  expect((await bookOut(school.db, wish, at(24, '08:55'))).passed_on).toHaveLength(1)
  expect(tiles(await read(await signedIn(school, school.lead)))).toEqual(['1 out now', '0 overdue', '0 off-site', '0 back today'])
})

test('bringing back from Today ends there, with word of it', async () => {
  const { loan_id } = await lend('LT-0427', marlo, at(23, '09:00'))
  const leads = await signedIn(school, school.lead)
  const key = hidden(await read(leads), `/loans/${loan_id}/return`, 'form_key')
  const answer = await leads.post(`/loans/${loan_id}/return`).type('form').send({ form_key: key, then: 'today' })
  const html = await read(leads, answer.headers['location'])
  expect(html).toContain('LT-0427 is back, today 9:00 am.')
  expect(tiles(html)).toEqual(['0 out now', '0 overdue', '0 off-site', '1 back today'])
  expect(html).toContain('Nothing is out. Every device that can be lent is in.')
})

test('a teacher sees what is theirs and nothing of anybody else', async () => {
  const imogen = await addPerson(school.db, { name: 'Imogen Vale', roles: ['staff'] })
  const own = await lend('LT-0001', marlo, at(23, '09:00'))
  await lend('LT-0002', imogen, at(23, '09:00'))
  const kept = await addDevice(school.db, 'LT-0003')
  await school.db.insertInto('allocations').values({ id: newId(), device_id: kept, keeper_id: marlo, from_at: at(1, '09:00').toISOString(), until_at: null }).execute()
  const html = await read(await signedIn(school, marlo))
  expect(section(html, 'mine')).toContain('LT-0001')
  expect(section(html, 'mine')).toContain('overdue')
  expect(section(html, 'mine')).toContain(`/loans/${own.loan_id}/return`)
  expect(section(html, 'kept')).toMatch(/LT-0003<\/a> Laptop, with me/)
  expect(html).not.toContain('LT-0002')
  expect(html).not.toContain('Imogen')
  expect(html).not.toContain('class="tiles"')
  expect(html).toContain('Book out by its code')
})

test('a slip of one’s own can be undone for five minutes', async () => {
  const { loan_id } = await lend('LT-0001', marlo, at(24, '08:57'), { actor: { person_id: marlo, desk_id: null } })
  const agent = await signedIn(school, marlo)
  expect(await read(agent)).toContain(`/loans/${loan_id}/undo`)
  school.clock.now = at(24, '09:03')
  expect(await read(agent)).not.toContain(`/loans/${loan_id}/undo`)
})

test('what is lost or in repair is told to those who can put it back, and a lost device is not also overdue', async () => {
  await outOfUse('LT-0001', 'in repair')
  await outOfUse('LT-0002', 'lost')
  await outOfUse('LT-0003', 'retired')
  const { device } = await lend('LT-0004', marlo, at(20, '09:00'))
  await school.db.insertInto('out_of_use').values({ id: newId(), device_id: device, because: 'stolen', note: '', from_at: at(23, '09:00').toISOString(), until_at: null }).execute()
  const html = await read(await as('technician'))
  expect(section(html, 'repair')).toContain('Put back in use<span class="sr-only">: LT-0001</span>')
  expect(section(html, 'gone')).toContain('LT-0002')
  expect(section(html, 'gone')).toContain('LT-0004')
  expect(section(html, 'overdue')).toBe('')
  expect(html).not.toContain('LT-0003')
  expect(await read(await as('head'))).not.toContain('LT-0001')
})

test('the office sees who leaves within three weeks and still has something', async () => {
  const leaver = async (name: string, last_day: string) => addPerson(school.db, { name, roles: ['staff'], last_day })
  await lend('LT-0001', await leaver('Cormac Bride', '2026-12-15'), at(24, '08:50'))
  await lend('LT-0002', await leaver('Yuki Hale', '2026-12-16'), at(24, '08:50'))
  const kept = await addDevice(school.db, 'LT-0003')
  const left = await leaver('Elodie Hart', '2026-11-20')
  await school.db.insertInto('allocations').values({ id: newId(), device_id: kept, keeper_id: left, from_at: at(1, '09:00').toISOString(), until_at: null }).execute()
  const answers = await leaver('Dilys Marrow', '2026-12-10')
  await school.db.updateTable('loans').set({ answers_id: answers }).where('device_id', '=', (await lend('LT-0004', marlo, at(24, '08:50'))).device).execute()
  await leaver('Ada Fern', '2026-12-10')
  const leaving = section(await read(await as('office')), 'leaving')
  expect(leaving).toMatch(/Dilys Marrow[^]*<td data-label="Still has">1 thing<\/td>/)
  expect(leaving).toMatch(/Elodie Hart[^]*1 device to look after[^]*Cormac Bride[^]*1 device booked out/)
  expect(leaving).not.toContain('Yuki Hale')
  expect(leaving).not.toContain('Ada Fern')
  expect(section(await read(await as('technician')), 'leaving')).toBe('')
})

test.each([
  ['staff', ['mine']], ['head', ['overdue', 'lapsed', 'off-site', 'leaving', 'missing-year', 'pause']], ['office', ['overdue', 'lapsed', 'off-site', 'leaving', 'missing-year', 'due-back-today', 'pause']],
  ['technician', ['overdue', 'lapsed', 'off-site', 'checks', 'gone', 'due-back-today', 'repair']], ['business', ['overdue', 'gone', 'lapsed', 'off-site', 'leaving', 'missing-year', 'repair']],
  ['lead', ['overdue', 'gone', 'lapsed', 'off-site', 'checks', 'leaving', 'missing-year', 'due-back-today', 'repair', 'pause']],
] as const)('%s see the parts that are theirs', async (role, expected) => {
  await lend('LT-0001', marlo, at(23, '09:00'))
  await lend('LT-0002', await addPerson(school.db, { name: 'Cormac Bride', last_day: '2026-12-01' }), at(24, '08:50'))
  const { loan_id } = await lend('LT-0003', marlo, at(24, '08:50'))
  await school.db.updateTable('loans').set({ off_site: 1 }).where('id', '=', loan_id).execute()
  await outOfUse('LT-0004', 'stolen')
  await outOfUse('LT-0005', 'in repair')
  const html = await read(await as(role))
  const parts = [...html.matchAll(/<section [^>]*id="([^"]*)"/g)].map(([, id]) => id).filter((id) => id !== 'checklist')
  expect(parts.toSorted()).toEqual([...expected].toSorted())
})

test('the page asks for itself anew, and nothing changed is nothing sent', async () => {
  const leads = await signedIn(school, school.lead)
  const version = versionIn(await read(leads))
  const same = await poll(leads, version)
  expect(same.status).toBe(304)
  expect(same.text).toBe('')
  const { device } = await lend('LT-0427', marlo, school.clock.now)
  const changed = await poll(leads, version)
  expect(changed.status).toBe(200)
  expect(changed.text.trim()).toMatch(/^<div id="now"/)
  expect(tiles(changed.text)[0]).toBe('1 out now')
  await takeBack(school.db, { device_id: device, actor }, school.clock.now)
  expect((await poll(leads, versionIn(changed.text))).status).toBe(200)
})

test('time alone makes a device overdue, and the page follows', async () => {
  await lend('LT-0427', marlo, school.clock.now, { until: '10:30' })
  const leads = await signedIn(school, school.lead)
  const version = versionIn(await read(leads))
  school.clock.now = at(24, '10:29')
  expect((await poll(leads, version)).status).toBe(304)
  school.clock.now = at(24, '10:31')
  expect(tiles((await poll(leads, version)).text)[1]).toBe('1 overdue')
})

test('one person’s version is not another’s', async () => {
  const version = versionIn(await read(await signedIn(school, school.lead)))
  expect((await poll(await signedIn(school, marlo), version)).status).toBe(200)
})

test('a page that asks for itself does not keep an unattended session from ending', async () => {
  const leads = await signedIn(school, school.lead)
  for (const minutes of [30, 60, 90, 119]) {
    school.clock.now = new Date(at(24, '09:00').getTime() + minutes * 60_000)
    expect((await poll(leads)).status).toBe(200)
  }
  school.clock.now = new Date(at(24, '09:00').getTime() + 121 * 60_000)
  expect((await poll(leads)).headers['hx-redirect']).toBe('/sign-in?next=%2F')
})

test('a new school’s first steps tick themselves off and then are gone', async () => {
  const { db, lead, clock } = school
  const leads = await signedIn(school, lead)
  const done = async () => [...section(await read(leads), 'checklist').matchAll(/<li(?: class="(is-done)")?>/g)].map(([, tick]) => Boolean(tick))
  expect(await done()).toEqual([false, true, false, false, false, false])
  await addDevice(db, 'LT-0001')
  expect(await done()).toEqual([true, true, false, false, false, false])
  await record(db, actor, clock.now, { verb: 'labels.printed', subject: 'labels', subject_id: 'devices' })
  await openDesk(db, 'Suite desk', lead, clock.now)
  expect(await done()).toEqual([true, true, true, true, false, false])
  await writeSettings(db, { preset: 'asked-first' })
  expect(await done()).toEqual([true, true, true, true, true, false])
  await enterAgreement(school)
  expect(await done()).toEqual([])
})

test('the first steps can be put away by those who change settings', async () => {
  const technician = await as('technician')
  expect(await read(technician)).not.toContain('/checklist/put-away')
  expect((await technician.post('/checklist/put-away')).status).toBe(403)
  const leads = await signedIn(school, school.lead)
  expect(await read(leads)).toContain('/checklist/put-away')
  await leads.post('/checklist/put-away')
  expect(section(await read(leads), 'checklist')).toBe('')
})

test('names and purposes stay text', async () => {
  const nasty = await addPerson(school.db, { name: '<b>Bobby</b>', email: 'b@larkfield.example', last_day: '2026-12-01' })
  await lend('LT-0001', nasty, at(23, '09:00'))
  const html = await read(await signedIn(school, school.lead))
  expect(html).toContain('&lt;b&gt;Bobby')
  expect(html).not.toContain('<b>Bobby')
})

test('what somebody has for a class in numbers is one line of "What I have", which leads to just those', async () => {
  const elm = await addClass(school.db, 'Year 5 Elm')
  for (let n = 1; n <= 30; n++) await lend(`IP-${100 + n}`, marlo, at(24, '08:50'), { class_id: elm })
  await lend('LT-0427', marlo, at(24, '08:55'))
  school.clock.now = at(24, '09:30')
  const browser = await signedIn(school, marlo)
  const mine = section(await read(browser), 'mine')
  expect(mine).toContain('30 devices for Year 5 Elm')
  expect(mine.match(/<tr id=/g)).toHaveLength(2)
  expect(mine).not.toContain('IP-101')
  const link = /href="(\/my-loans\?[^"]*)"/.exec(mine)![1]!.replaceAll('&amp;', '&')
  const set = await read(browser, link)
  expect([set.includes('IP-101'), set.includes('IP-130'), set.includes('LT-0427')]).toEqual([true, true, false])
  expect(set).toContain('Everything I have booked out')
  expect((await read(browser, '/my-loans')).includes('LT-0427')).toBe(true)
})

test('nobody reads another’s entries by asking for them under their own', async () => {
  await lend('LT-0427', marlo, at(24, '08:55'))
  const other = await as('staff')
  expect(await read(other, `/my-loans?person=${marlo}&state=out`)).not.toContain('LT-0427')
})

test('a lead who has nothing but a class set finds it on Today too', async () => {
  const elm = await addClass(school.db, 'Year 5 Elm')
  for (let n = 1; n <= 4; n++) await lend(`IP-${n}`, school.lead, at(24, '08:50'), { class_id: elm })
  expect(section(await read(await signedIn(school, school.lead)), 'mine')).toContain('4 devices for Year 5 Elm')
})
