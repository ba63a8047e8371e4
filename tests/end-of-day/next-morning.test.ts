import { beforeEach, expect, it } from 'vitest'
import { custodyOf } from '../../src/custody/store.ts'
import { sinceOf, stateOf } from '../../src/custody/rules.ts'
import { closeCheck } from '../../src/end-of-day/close.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, atDesk, signedIn, startApp, type TestApp } from '../support/app.ts'
import { lend } from '../support/loans.ts'

let school: TestApp
let device: string

beforeEach(async () => {
  school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  device = await addDevice(school.db, 'LT-0001')
  await lend(school, marlo, 'LT-0001')
  school.clock.now = new Date('2026-11-24T15:50:00.000Z')
  const closing = { actor: { person_id: school.lead, desk_id: null }, settings: await readSettings(school.db) }
  await closeCheck(school.db, 'the-key-of-the-close', closing, school.clock.now)
  school.clock.now = new Date('2026-11-25T08:31:00.000Z')
})

const facts = async () => (await custodyOf(school.db, [device]))[0]!

it('is first on Today for those who may do the check, and the device says so itself', async () => {
  const lead = await signedIn(school, school.lead)
  const today = (await lead.get('/').expect(200)).text
  expect(today.indexOf('Not back at the last check')).toBeGreaterThan(0)
  expect(today.indexOf('Not back at the last check')).toBeLessThan(today.indexOf('class="tiles"'))
  expect((await lead.get('/devices/LT-0001').expect(200)).text).toContain('not back')
  expect((await lead.get('/devices?state=not-back').expect(200)).text).toContain('LT-0001')
  const business = await signedIn(school, await addPerson(school.db, { name: 'Bea Quill', roles: ['business'] }))
  expect((await business.get('/').expect(200)).text).not.toContain('Not back at the last check')
  expect([stateOf(await facts()), sinceOf(await facts())]).toEqual(['not back', '2026-11-24T15:50:00.000Z'])
})

it('is on the idle desk by device, and by name only where the school shows names there', async () => {
  const desk = await atDesk(school)
  const idle = (await desk.get('/desk').expect(200)).text
  expect(idle).toContain('Not back at the last check')
  expect(idle).not.toContain('Marlo Finch')
  await writeSettings(school.db, { names_on_idle_desk: true })
  expect((await desk.get('/desk/today').expect(200)).text).toContain('Marlo Finch')
})

it('is found by a scan at the desk, which says since when and where it was last, and is gone from Today', async () => {
  const desk = await atDesk(school)
  await desk.post('/desk/scans').type('form').send({ id: 'scan-0001', lane: 'desk', code: 'LT-0001' }).expect(303)
  const said = (await desk.get('/desk').expect(200)).text
  expect(said).toContain('LT-0001 back')
  expect(said).toContain('It was not back since yesterday 3:50 pm. It was last seen yesterday 9:00 am, at the suite.')
  expect(said).not.toContain('Not back at the last check')
  expect(stateOf(await facts())).toBe('in store')
  const lead = await signedIn(school, school.lead)
  expect((await lead.get('/')).text).not.toContain('Not back at the last check')
})
