import { beforeEach, describe, expect, it, test } from 'vitest'
import { isRefusedBy } from '../../src/database/act.ts'
import { countIn } from '../../src/end-of-day/count-in.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { type Agent, hidden } from '../loans/support.ts'
import { addDevice, addPerson, atDesk, signedIn, startApp, type TestApp } from '../support/app.ts'
import { addTrolley } from '../support/desk-school.ts'
import { scan as scanAt, tap } from '../support/desk-taps.ts'
import { giveBack, lend } from '../support/loans.ts'

let school: TestApp
let marlo: string
let helper: Agent
let ines: string

const KEY = 'a-key-of-sixteen-letters'
const at = (time: string, day = 24) => new Date(`2026-11-${day}T${time}:00.000Z`)
const keyFor = (n: number) => `${KEY}-${n}`

beforeEach(async () => {
  school = await startApp()
  marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  ines = await addPerson(school.db, { name: 'Ines Okoro', roles: ['staff'] })
  helper = await signedIn(school, ines)
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003', 'LT-0004']) await addDevice(school.db, code)
  for (const code of ['LT-0001', 'LT-0002']) await lend(school, marlo, code)
})

/** A session ends with the day: whoever helps signs in again. */
async function goTo(time: string, day = 24): Promise<void> {
  school.clock.now = at(time, day)
  helper = await signedIn(school, ines)
}

const countOf = (html: string) => Number(/class="big-count[^"]*"[^>]*><b>(\d+)</.exec(html)?.[1])
const scan = (codes: string, key: string) => helper.post('/end-of-day/scans').type('form').send({ form_key: key, codes })
const close = (key = 'the-key-of-the-close') => helper.post('/end-of-day/closing').type('form').send({ form_key: key })
const lines = () => school.db.selectFrom('day_check_lines as n').innerJoin('devices as d', 'd.id', 'n.device_id')
  .select(['d.code', 'n.result', 'n.found_at']).orderBy('d.code').orderBy('n.result').execute()

describe('the page', () => {
  it('starts nearly done: what is in store counts, what is out is to come in', async () => {
    await goTo('15:50')
    const page = (await helper.get('/end-of-day').expect(200)).text
    expect(countOf(page)).toBe(2)
    expect(page).toContain('Marlo Finch')
    expect(page).toContain('LT-0001')
    expect(page).not.toContain('LT-0003')
  })

  it('counts a scan once: what is out is brought back, and the form sent again does nothing', async () => {
    await goTo('15:50')
    await scan('lt-0001', keyFor(1)).expect(303)
    const answer = await scan('lt-0001', keyFor(1)).expect(303)
    expect((await helper.get(answer.headers['location']!)).text).toContain('LT-0001 back')
    expect(countOf((await helper.get('/end-of-day')).text)).toBe(1)
    const { id } = await school.db.selectFrom('devices').select('id').where('code', '=', 'LT-0001').executeTakeFirstOrThrow()
    const sightings = await school.db.selectFrom('sightings').select('seen_at').where('device_id', '=', id).orderBy('seen_at').execute()
    expect(sightings).toHaveLength(2)
    expect(await school.db.selectFrom('loans').select('outcome').where('device_id', '=', id).execute()).toEqual([{ outcome: 'returned' }])
  })

  it('counts every tag of one look, each once, and says which it does not know', async () => {
    await goTo('15:50')
    const answer = await scan('LT-0001 LT-0003 LT-0001 https://kitbook.example/t/LT-0002 NONE-1', keyFor(1)).expect(303)
    const page = (await helper.get(answer.headers['location']!)).text
    expect(page).toContain('3 devices counted')
    expect(page).toContain('Nobody knows “NONE-1”')
    expect(countOf(page)).toBe(0)
  })

  it('answers a scan of the page’s queue with words alone', async () => {
    await goTo('15:50')
    const answer = await scan('LT-0003', keyFor(1)).set('HX-Request', 'true').set('HX-Request-Type', 'partial').expect(200)
    expect(answer.text).toContain('LT-0003 is in')
    expect(answer.text).not.toContain('<html')
    const again = await scan('LT-0003', keyFor(2)).set('HX-Request', 'true').set('HX-Request-Type', 'partial')
    expect(again.text).toContain('already counted')
  })

  it('costs nothing while nothing has changed, and follows what somebody else scans', async () => {
    await goTo('15:50')
    const version = /If-None-Match": "\\"([^\\]+)/.exec((await helper.get('/end-of-day')).text.replaceAll('&#34;', '"'))![1]
    const poll = () => helper.get('/end-of-day').set('HX-Request-Type', 'partial').set('If-None-Match', `"${version}"`)
    expect((await poll()).status).toBe(304)
    const lead = await signedIn(school, school.lead)
    await lead.post('/end-of-day/scans').type('form').send({ form_key: keyFor(9), codes: 'LT-0004' }).expect(303)
    expect((await poll()).status).toBe(200)
  })

  it('says on a closed day that there is no check', async () => {
    await goTo('15:50', 28)
    const page = (await helper.get('/end-of-day').expect(200)).text
    expect(page).toContain('There is no check today')
    expect((await close().expect(422)).text).toContain('no check')
  })
})

test('two people who sweep at once lose no scan and count none twice', async () => {
  await goTo('15:50')
  const wishes = ['LT-0001', 'LT-0002', 'LT-0003', 'LT-0001', 'LT-0002', 'LT-0004']
  const actor = (n: number) => ({ person_id: n % 2 ? marlo : school.lead, desk_id: null })
  const counted = await Promise.all(wishes.map((codes, n) => countIn(school.db, keyFor(n), { codes, actor: actor(n) }, at('15:50'))))
  expect(counted.flatMap(({ devices }) => devices.map(({ code }) => code)).toSorted()).toEqual(wishes.toSorted())
  expect(await school.db.selectFrom('loans').select('outcome').execute()).toEqual([{ outcome: 'returned' }, { outcome: 'returned' }])
  expect(countOf((await helper.get('/end-of-day')).text)).toBe(0)
})

describe('closing', () => {
  it('waits for the end of the school day', async () => {
    await goTo('15:00')
    expect((await close().expect(422)).text).toContain('can be closed from 3:30 pm')
  })

  it('writes down the count, a line for what is not in, and who closed it; twice sent it closes once', async () => {
    await giveBack(school, 'LT-0002')
    await goTo('15:50')
    await close().expect(303)
    await close().expect(303)
    await close('another-key-of-a-close').expect(303)
    expect(await school.db.selectFrom('day_checks').select(['day', 'in_count', 'not_back_count', 'closed_at']).execute())
      .toEqual([{ day: '2026-11-24', in_count: 3, not_back_count: 1, closed_at: at('15:50').toISOString() }])
    expect(await lines()).toEqual([{ code: 'LT-0001', result: 'not back', found_at: null }])
    const events = await school.db.selectFrom('events').select('verb').where('verb', '=', 'check.closed').execute()
    expect(events).toHaveLength(1)
    expect((await helper.get('/end-of-day')).text).toContain('by Ines Okoro')
  })

  it('stands: the database refuses to change or remove it', async () => {
    await goTo('15:50')
    await close().expect(303)
    const { db } = school
    const refused = (run: Promise<unknown>) => run.then(() => false, (error: unknown) => isRefusedBy(error, 'append-only'))
    expect(await refused(db.updateTable('day_checks').set({ not_back_count: 0 }).execute())).toBe(true)
    expect(await refused(db.deleteFrom('day_check_lines').execute())).toBe(true)
    expect(await refused(db.deleteFrom('day_checks').execute())).toBe(true)
    expect(await refused(db.updateTable('day_check_lines').set({ result: 'excused' }).execute())).toBe(true)
    expect(await refused(db.updateTable('day_check_lines').set({ found_at: 'x' }).execute())).toBe(false)
    expect(await refused(db.updateTable('day_check_lines').set({ found_at: 'y' }).execute())).toBe(true)
    expect(await refused(db.updateTable('day_check_lines').set({ found_at: null, at: 'y' }).execute())).toBe(true)
  })

  it('is found later by any scan, which says since when it was not back and where it was last', async () => {
    await goTo('15:50')
    await close().expect(303)
    await goTo('08:35', 25)
    const answer = await scan('LT-0001', keyFor(1)).expect(303)
    const page = (await helper.get(answer.headers['location']!)).text
    expect(page).toContain('It was not back since yesterday 3:50 pm')
    expect(page).toContain('last seen yesterday 9:00 am, at the suite')
    expect(await lines()).toEqual([
      { code: 'LT-0001', result: 'not back', found_at: at('08:35', 25).toISOString() }, { code: 'LT-0002', result: 'not back', found_at: null },
    ])
    const past = (await helper.get('/end-of-day/past/2026-11-24').expect(200)).text
    expect(past).toContain('found today 8:35 am')
  })

  it('closes what was expected later a second time', async () => {
    const { db } = school
    await db.updateTable('loans').set({ due_at: at('17:45').toISOString() }).execute()
    await goTo('15:50')
    await close().expect(303)
    expect((await helper.get('/end-of-day')).text).toContain('Close the evening with 2 not back')
    await goTo('17:50')
    await scan('LT-0002', keyFor(1)).expect(303)
    await helper.post('/end-of-day/later-closing').expect(303)
    await helper.post('/end-of-day/later-closing').expect(303)
    expect(await lines()).toEqual([
      { code: 'LT-0001', result: 'expected later', found_at: null }, { code: 'LT-0001', result: 'not back', found_at: null },
      { code: 'LT-0002', result: 'expected later', found_at: null },
    ])
    expect(await db.selectFrom('day_checks').select(['later_count', 'later_not_back_count']).execute()).toEqual([{ later_count: 2, later_not_back_count: 1 }])
  })

  it('lists the days, and says of a day that nobody closed that it was not done', async () => {
    await goTo('15:50')
    await close().expect(303)
    await goTo('15:50', 26)
    const past = (await helper.get('/end-of-day/past').expect(200)).text
    expect(past).toContain('/end-of-day/past/2026-11-24')
    expect(past.match(/not done/g)).toHaveLength(1)
    expect(past).toContain('not closed yet')
    await helper.get('/end-of-day/past/2026-11-25').expect(404)
  })
})

test('on the day of the full sweep only what was seen today is in', async () => {
  await writeSettings(school.db, { full_sweep_weekday: 2 })
  await goTo('15:50')
  expect(countOf((await helper.get('/end-of-day')).text)).toBe(4)
  await scan('LT-0003', keyFor(1)).expect(303)
  expect(countOf((await helper.get('/end-of-day')).text)).toBe(3)
})

describe('an exception', () => {
  it('is signed by the head for a device or a whole trolley, excuses until its day, and can be ended', async () => {
    const petra = await addPerson(school.db, { name: 'Petra Vale', roles: ['head'] })
    const head = await signedIn(school, petra)
    const form = await head.get('/end-of-day/exceptions').expect(200)
    const wish = { form_key: hidden(form.text, '/end-of-day/exceptions', 'form_key'), code: 'lt-0001', reason: 'locked in the classroom', from_day: '24 11 2026', until_day: '18 12 2026' }
    await head.post('/end-of-day/exceptions').type('form').send(wish).expect(303)
    await goTo('15:50')
    const page = (await helper.get('/end-of-day')).text
    expect(countOf(page)).toBe(1)
    expect(page).toContain('locked in the classroom')
    const { id } = await school.db.selectFrom('exceptions').select('id').executeTakeFirstOrThrow()
    await helper.post(`/end-of-day/exceptions/${id}/end`).expect(403)
    const later = await signedIn(school, petra)
    await later.post(`/end-of-day/exceptions/${id}/end`).expect(303)
    await later.post(`/end-of-day/exceptions/${id}/end`).expect(404)
    expect(countOf((await helper.get('/end-of-day')).text)).toBe(2)
  })

  it('of a whole trolley excuses each device in it, and each can be ended alone', async () => {
    const pads = await addTrolley(school.db, 'TR-A', 3)
    for (const code of ['IP-0001', 'IP-0002', 'IP-0003']) await lend(school, marlo, code)
    const petra = await addPerson(school.db, { name: 'Petra Vale', roles: ['head'] })
    const head = await signedIn(school, petra)
    const wish = { form_key: KEY, code: 'tr-a', reason: 'locked in the classroom', from_day: '24 11 2026', until_day: '24 11 2026' }
    for (let i = 0; i < 2; i++) await head.post('/end-of-day/exceptions').type('form').send(wish).expect(303)
    const signed = await school.db.selectFrom('exceptions').select(['id', 'device_id', 'signed_by_id']).execute()
    expect(signed.map(({ device_id }) => device_id).toSorted()).toEqual(pads.toSorted())
    expect(signed.every(({ signed_by_id }) => signed_by_id === petra)).toBe(true)
    await goTo('15:50')
    expect(countOf((await helper.get('/end-of-day')).text)).toBe(2)
    const evening = await signedIn(school, petra)
    await evening.post(`/end-of-day/exceptions/${signed[0]!.id}/end`).expect(303)
    expect(countOf((await helper.get('/end-of-day')).text)).toBe(3)
    await goTo('15:50', 25)
    expect(countOf((await helper.get('/end-of-day')).text)).toBe(5)
  })

  it('says beside the field what is wrong, and keeps what was typed', async () => {
    const head = await signedIn(school, await addPerson(school.db, { name: 'Petra Vale', roles: ['head'] }))
    const wish = { form_key: KEY, code: 'NONE-1', reason: 'locked away', from_day: '24 11 2026', until_day: '18 12 2026' }
    const refused = await head.post('/end-of-day/exceptions').type('form').send(wish).expect(422)
    expect(refused.text).toContain('NONE-1 is no device and no trolley')
    expect(refused.text).toContain('value="locked away"')
    const early = await head.post('/end-of-day/exceptions').type('form').send({ ...wish, code: 'LT-0001', until_day: '1 11 2026' }).expect(422)
    expect(early.text).toContain('The last day comes before the first')
  })
})

test('undoing a return takes "found" away again: what was not back is not back', async () => {
  await goTo('15:50')
  await close().expect(303)
  const badge = await atDesk(school)
  await scanAt(badge, 'LT-0001')
  expect((await lines()).filter(({ code }) => code === 'LT-0001')).toEqual([{ code: 'LT-0001', result: 'not back', found_at: at('15:50').toISOString() }])
  const { id } = await school.db.selectFrom('desk_scans').select('id').executeTakeFirstOrThrow()
  await tap(badge, '/desk/undo', { scan_id: id })
  expect((await lines()).filter(({ code }) => code === 'LT-0001')).toEqual([{ code: 'LT-0001', result: 'not back', found_at: null }])
  school.clock.now = at('15:58')
  await scanAt(badge, 'LT-0001')
  expect((await lines()).find(({ code }) => code === 'LT-0001')!.found_at).toBe(at('15:58').toISOString())
})
