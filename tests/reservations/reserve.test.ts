import { beforeEach, expect, test } from 'vitest'
import { cancelReservation, changeReservation, giveReservation } from '../../src/reservations/change.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { lend } from '../support/loans.ts'
import { addDevice, addPerson, signedIn } from '../support/app.ts'
import { fieldsOf } from '../loans/support.ts'
import { ADDRESS, idOf, reservingSchool, type ReservingSchool, saidOf } from './support.ts'

let school: ReservingSchool
beforeEach(async () => { school = await reservingSchool() })

const stored = () => school.db.selectFrom('reservations').select(['day', 'slot', 'starts', 'ends', 'wanted']).where('cancelled_at', 'is', null).orderBy('day').orderBy('starts').execute()
const by = (person_id: string, for_others = false) => ({ person_id, desk_id: null, for_others, address: ADDRESS })
const page = async (path: string, who = school.imogen) => (await (await signedIn(school, who)).get(path)).text

test('two of three are reserved once, however often the form is sent; then only one is left', async () => {
  const key = newFormKey()
  const first = await school.ask({}, key)
  expect(await school.ask({}, key)).toEqual(first)
  expect(await stored()).toEqual([{ day: '2026-11-25', slot: 'Before break', starts: '09:00', ends: '10:30', wanted: 2 }])
  expect(saidOf(await school.ask({ person_id: school.marlo }))).toEqual(['wanted: Tomorrow, Before break: only 1 free of iPad'])
  expect(saidOf(await school.ask({ person_id: school.marlo, wanted: 1 }))).toEqual([])
  expect(saidOf(await school.ask({ person_id: school.marlo, wanted: 1 }))).toEqual(['wanted: Tomorrow, Before break: none free of iPad'])
})

test('the same lesson each week is reserved in all weeks or in none', async () => {
  await school.ask({ day: '2026-12-02', wanted: 3, person_id: school.marlo })
  expect(saidOf(await school.ask({ until_day: '2026-12-09' }))).toEqual(['wanted: Wed 2 Dec, Before break: none free of iPad'])
  expect(await stored()).toHaveLength(1)
  await school.ask({ until_day: '2026-12-09', lessons: ['10:45', '13:00'] })
  expect((await stored()).filter(({ wanted }) => wanted === 2).map(({ day, slot }) => `${day} ${slot}`)).toEqual([
    '2026-11-25 After break to Afternoon', '2026-12-02 After break to Afternoon', '2026-12-09 After break to Afternoon'])
})

test('a trolley, a device of it and a number of its type stand in each other’s way', async () => {
  idOf(await school.ask({ what: { set_id: school.trolley } }))
  const marlo = { person_id: school.marlo }
  expect(saidOf(await school.ask({ ...marlo, what: { code: 'ip-0001' } }))).toEqual(['what: Tomorrow, Before break: reserved by Imogen Vale'])
  expect(saidOf(await school.ask({ ...marlo, what: { code: 'TR-A' } }))).toEqual(['what: Tomorrow, Before break: reserved by Imogen Vale'])
  expect(saidOf(await school.ask({ ...marlo, wanted: 2 }))).toEqual(['wanted: Tomorrow, Before break: only 1 free of iPad'])
  expect(saidOf(await school.ask({ ...marlo, what: { code: 'IP-0003' } }))).toEqual([])
})

test('what is out beyond the lesson, looked after, out of use or unknown cannot be had', async () => {
  await lend(school, school.marlo, 'IP-0003')
  expect(saidOf(await school.ask({ day: '2026-11-24', wanted: 3 }))).toEqual(['wanted: Today, Before break: only 2 free of iPad'])
  expect(saidOf(await school.ask({ day: '2026-11-24', what: { code: 'IP-0003' } }))).toEqual(['what: Today, Before break: it is not in the suite then'])
  expect(saidOf(await school.ask({ wanted: 3 }))).toEqual([])
  school.clock.now = new Date('2026-11-24T15:40:00Z')
  expect(saidOf(await school.ask({ day: '2026-11-24', lessons: ['15:30'], wanted: 3 }))).toEqual(['wanted: Today, Club: only 2 free of iPad'])
  const { db, clock } = school
  const [kept, broken] = [await addDevice(db, 'IP-0004', 'iPad'), await addDevice(db, 'IP-0005', 'iPad')]
  await db.insertInto('allocations').values({ id: 'a', device_id: kept, keeper_id: school.marlo, from_at: clock.now.toISOString(), until_at: null, until_day: null }).execute()
  await db.insertInto('out_of_use').values({ id: 'o', device_id: broken, because: 'in repair', note: '', from_at: clock.now.toISOString(), until_at: null }).execute()
  expect(saidOf(await school.ask({ what: { code: 'IP-0004' } }))[0]).toBe('code: IP-0004 is looked after by Marlo Finch: ask them on its page')
  expect(saidOf(await school.ask({ what: { code: 'IP-0005' } }))[0]).toBe('code: IP-0005 is in repair')
  expect(saidOf(await school.ask({ what: { code: 'NONE' } }))).toEqual(['code: No device has this code'])
  expect(saidOf(await school.ask({ wanted: null }))).toEqual(['wanted: Say how many'])
  expect(saidOf(await school.ask({ class_id: 'elsewhere' }))).toEqual(['class_id: Choose a class of that school year'])
})

test('of twenty who reserve the last one at once, one has it', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => school.ask({ what: { code: 'IP-0003' } })))
  expect(made.filter((one) => 'ids' in one)).toHaveLength(1)
  expect(await stored()).toHaveLength(1)
})

test('the database itself refuses the same device or set twice at a time', async () => {
  const id = idOf(await school.ask({ what: { set_id: school.trolley } }))
  const row = await school.db.selectFrom('reservations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const again = (changes: object) => school.db.insertInto('reservations').values({ ...row, id: `${id}-2`, ...changes }).execute()
  await expect(again({ starts: '10:00', ends: '11:00' })).rejects.toThrow('overlap')
  await expect(again({ day: '2026-11-27', device_id: school.ipads[0] })).rejects.toThrow(/one_thing_wanted|CHECK/)
  await again({ starts: '10:30', ends: '11:00' })
  await expect(school.db.updateTable('reservations').set({ starts: '10:15' }).where('id', '=', `${id}-2`).execute()).rejects.toThrow('overlap')
})

test('only whoever reserved it, or who books out for others, changes, gives or cancels it', async () => {
  const id = idOf(await school.ask())
  const { db, clock: { now } } = school
  await expect(cancelReservation(db, id, by(school.marlo), now)).rejects.toThrow('Somebody else')
  expect(saidOf(await changeReservation(db, id, { wanted: 4, class_id: null, purpose: 'Maths' }, by(school.imogen), now))).toEqual(['wanted: Tomorrow, Before break: only 3 free of iPad'])
  expect(saidOf(await changeReservation(db, id, { wanted: 3, class_id: school.oak, purpose: 'Maths' }, by(school.imogen), now))).toEqual([])
  const gone = await addPerson(db, { name: 'Ada Lorne', last_day: '2026-11-24' })
  expect(saidOf(await giveReservation(db, id, gone, by(school.lead, true), now))).toEqual(['person_id: Their last day has passed by then'])
  await giveReservation(db, id, school.marlo, by(school.lead, true), now)
  expect(await page(`/reservations/${id}`)).toContain('for Marlo Finch with 4 Oak: Maths')
  await cancelReservation(db, id, by(school.marlo), now)
  await cancelReservation(db, id, by(school.marlo), now)
  expect(await stored()).toEqual([])
  const verbs = await db.selectFrom('events').select('verb').where('subject', '=', 'reservation').orderBy('id').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['reservation.made', 'reservation.changed', 'reservation.given', 'reservation.cancelled'])
})

test('by the pages: what is free, reserving it, and what is left then', async () => {
  const imogen = await signedIn(school, school.imogen)
  const day = await page('/reservations?day=2026-11-25')
  expect(day).toMatch(/3 of 3 free/)
  const href = /href="(\/reservations\/new\?day=2026-11-25&amp;what=type[^"]*)"/.exec(day)![1]!.replaceAll('&amp;', '&').replaceAll('&#34;', '')
  const form = (await imogen.get(href)).text
  expect(form).toContain(`value="type:${school.ipad}" selected`)
  expect(form).toMatch(/value="09:00"[^>]*checked/)
  const fields = fieldsOf(form, '/reservations')
  const wrong = await imogen.post('/reservations').type('form').send({ ...fields, lessons: '09:00', purpose: '' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Say what it is for')
  const made = await imogen.post('/reservations').type('form').send({ ...fields, lessons: ['09:00', '10:45'], wanted: '2', purpose: '<b>Maths</b>', class_id: school.oak })
  expect(made.status).toBe(303)
  const shown = (await imogen.get(made.headers['location']!)).text
  expect(shown).toContain('It is reserved.')
  expect(shown).toContain('&lt;b&gt;Maths&lt;/b&gt;')
  const after = await page('/reservations?day=2026-11-25', school.marlo)
  expect(after.match(/1 of 3 free/g)).toHaveLength(2)
  expect(after).toMatch(/Before break to After break[^]*2 × iPad[^]*Imogen Vale/)
  expect(after).not.toContain('You have reserved')
  const lead = await signedIn(school, school.lead)
  const csv = await lead.get('/reservations.csv')
  expect(csv.text).toContain('2026-11-25,Before break to After break,09:00,12:00,2 × iPad,Imogen Vale,4 Oak')
})

test('a teacher reserves for nobody else, whatever the form says', async () => {
  const imogen = await signedIn(school, school.imogen)
  const fields = fieldsOf((await imogen.get(`/reservations/new?day=2026-11-25&what=device&code=IP-0003`)).text, '/reservations')
  await imogen.post('/reservations').type('form').send({ ...fields, lessons: '09:00', purpose: 'Maths', person_id: school.marlo }).expect(303)
  expect(await school.db.selectFrom('reservations').select('person_id').execute()).toEqual([{ person_id: school.imogen }])
})

test('its own page, its trolley’s page and one’s Today say what is reserved; what broke since is too few', async () => {
  const id = idOf(await school.ask({ what: { set_id: school.trolley }, class_id: school.oak }))
  await school.ask({ person_id: school.marlo, wanted: 1 })
  for (const path of ['/devices/IP-0001', '/sets/TR-A']) {
    const html = await page(path, school.marlo)
    expect(html, path).toMatch(new RegExp(`href="/reservations/${id}">tomorrow, Before break</a>: iPad trolley, Imogen Vale, 4 Oak`))
    expect(html, path).toMatch(/href="\/reservations\/new\?what=device&amp;code=/)
  }
  expect(await page('/devices/IP-0003', school.marlo)).not.toContain('reserved-title')
  expect(await page('/')).toMatch(/Reserved for me[^]*tomorrow, Before break/)
  expect(await page('/', school.lead)).not.toContain('Reserved for me')
  await school.db.insertInto('out_of_use').values({ id: 'o', device_id: school.ipads[2], because: 'lost', note: '', from_at: school.clock.now.toISOString(), until_at: null }).execute()
  expect(await page('/reservations?day=25+11+2026')).toContain('1 too few')
})

test('the school says how long something is kept, and how far ahead', async () => {
  const lead = await signedIn(school, school.lead)
  const send = (fields: object) => lead.post('/settings/reservations').type('form').send(fields)
  const wrong = await send({ reservation_held_minutes: '', reservation_days_ahead: '400' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Write a whole number from 0 to 120')
  await send({ reservation_held_minutes: '0', reservation_days_ahead: '7' }).expect(303)
  expect(saidOf(await school.ask({ day: '2026-12-02' }))).toEqual(['day: Something can be reserved at most 7 days ahead'])
  const id = idOf(await school.ask({ day: '2026-11-24', lessons: ['10:45'] }))
  school.clock.now = new Date('2026-11-24T10:44:00Z')
  expect(await page(`/reservations/${id}`)).toContain('To be collected now')
  expect(await page(`/reservations/${id}`)).toContain('Cancel the reservation')
  expect(await page(`/reservations/${id}`, school.marlo)).not.toContain('Cancel the reservation')
  school.clock.now = new Date('2026-11-24T10:45:00Z')
  expect(await page(`/reservations/${id}`)).toContain('Not collected')
  expect(await page(`/reservations/${id}`)).not.toContain('Cancel the reservation')
})

test('what an end-of-day check missed and nobody has seen since is not counted on', async () => {
  const { db, clock, ipads } = school
  const at = clock.now.toISOString()
  await db.insertInto('day_checks').values({
    day: '2026-11-23', closed_at: at, closed_by_id: school.lead, full_sweep: 0, in_count: 0, later_count: 0, off_site_count: 0, excused_count: 0, not_back_count: 1,
    later_closed_at: null, later_closed_by_id: null, later_not_back_count: null,
  }).execute()
  await db.insertInto('day_check_lines').values({
    day: '2026-11-23', device_id: ipads[2], result: 'not back', at, reason: null, exception_id: null, loan_id: null, holder_id: null, answers_id: null, class_id: null,
    due_at: null, last_seen_at: null, last_place: null, found_at: null,
  }).execute()
  expect(saidOf(await school.ask({ wanted: 3 }))).toEqual(['wanted: Tomorrow, Before break: only 2 free of iPad'])
})

test('whoever did not do it themselves is told in the same act, but not while they are away', async () => {
  const { db, clock: { now }, imogen, marlo, lead } = school
  const letters = async () => (await db.selectFrom('outbox').innerJoin('people as p', 'p.id', 'outbox.person_id').select(['p.name', 'subject', 'body_text']).orderBy('outbox.id').execute())
  const lines = async () => (await letters()).map(({ name, subject }) => `${name}: ${subject}`)
  const own = idOf(await school.ask({ wanted: 1 }))
  await changeReservation(db, own, { wanted: 2, class_id: null, purpose: 'Maths' }, by(imogen), now)
  expect(await lines()).toEqual([])
  const id = idOf(await school.ask({ wanted: 1, actor: { person_id: lead, desk_id: null }, until_day: '2026-12-02' }))
  await changeReservation(db, id, { wanted: 1, class_id: null, purpose: '<b>Maths</b>' }, by(lead, true), now)
  await giveReservation(db, id, marlo, by(lead, true), now)
  await cancelReservation(db, id, by(lead, true), now)
  const what = '1 × iPad, Wednesday 25 November 2026, Before break'
  expect(await lines()).toEqual([`Imogen Vale: Reserved for you: ${what}`, `Imogen Vale: Your reservation is changed: ${what}`,
    `Marlo Finch: A reservation is yours now: ${what}`, `Imogen Vale: Your reservation is somebody else’s now: ${what}`, `Marlo Finch: Your reservation is cancelled: ${what}`])
  expect((await letters())[0]!.body_text).toContain(`Wren Calloway has reserved for you: ${what}, and 1 more like it.`)
  expect((await letters())[3]!.body_text).toContain('Wren Calloway has given your reservation to Marlo Finch')
  expect((await letters())[0]!.body_text).toContain(`${ADDRESS}/reservations/${id}`)
  await db.insertInto('absences').values({ id: 'x', person_id: imogen, by_day: '2026-11-30', how: 'brought in', made_at: now.toISOString(), made_by_id: lead, done_at: null, done_by_id: null }).execute()
  await cancelReservation(db, own, by(lead, true), now)
  expect(await lines()).toHaveLength(5)
})

test.each(['set', 'device'])('a %s that nobody came for in time, or that is back already, is reserved anew by whoever asks next, and stays with them', async (which) => {
  const { trolley, imogen, marlo, clock, db } = school
  const what = which === 'set' ? { set_id: trolley } : { code: 'IP-0001' }
  const today = { day: '2026-11-24', what }
  const first = idOf(await school.ask({ ...today, lessons: ['10:45', '13:00'] }))
  expect(saidOf(await school.ask({ ...today, lessons: ['13:00'], person_id: marlo }))).toEqual(['what: Today, Afternoon: reserved by Imogen Vale'])
  clock.now = new Date('2026-11-24T11:05:00Z')
  const number = idOf(await school.ask({ ...today, what: { type_id: school.ipad }, wanted: 1, lessons: ['13:00'] }))
  const second = idOf(await school.ask({ ...today, lessons: ['13:00'], person_id: marlo }))
  expect(saidOf(await school.ask({ ...today, lessons: ['13:00'] }))).toEqual(['what: Today, Afternoon: reserved by Marlo Finch'])
  expect(saidOf(await giveReservation(db, first, marlo, by(imogen), clock.now))).toEqual(['person_id: It is over, and stays as it was'])
  await cancelReservation(db, first, by(imogen), clock.now)
  expect((await db.selectFrom('reservations').select('id').where('made_way_at', 'is', null).execute()).map(({ id }) => id)).toEqual([number, second])
})

test('what somebody reserved for after their last day is anybody’s, and no longer theirs to give once somebody has it', async () => {
  const { db, clock, imogen, marlo, lead } = school
  const id = idOf(await school.ask({ what: { set_id: school.trolley } }))
  await db.updateTable('people').set({ last_day: '2026-11-24' }).where('id', '=', imogen).execute()
  expect(await page(`/reservations/${id}`, lead)).toContain('Give it to somebody else')
  expect(saidOf(await school.ask({ what: { set_id: school.trolley }, person_id: marlo }))).toEqual([])
  expect(await page(`/reservations/${id}`, lead)).not.toContain('Give it to somebody else')
  expect(saidOf(await giveReservation(db, id, lead, by(lead, true), clock.now))).toEqual(['person_id: It is over, and stays as it was'])
})
