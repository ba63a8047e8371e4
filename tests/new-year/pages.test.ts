import { beforeEach, expect, test } from 'vitest'
import { sendReminders } from '../../src/reminders/send.ts'
import { seeToNewYear } from '../../src/new-year/effect/nightly.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { type Agent, fieldsOf } from '../loans/support.ts'
import { addPerson, atDesk, signedIn } from '../support/app.ts'
import { enterHalfTerms } from '../support/half-terms.ts'
import { giveBack, lend } from '../support/loans.ts'
import { nowOf } from '../support/run-up.ts'
import { contradictionsNow, type July, julySchool, lineOf } from './support.ts'

let school: July
let lead: Agent

beforeEach(async () => {
  school = await julySchool()
  lead = await signedIn(school, school.lead)
})

const section = (html: string, id: string) => html.split('<section').find((part) => part.includes(`id="${id}"`)) ?? ''
const text = async (path: string, who = lead) => (await who.get(path)).text
const send = async (page: string, action: string, more: Record<string, unknown> = {}) => lead.post(action).type('form').send({ ...fieldsOf(await text(page), action), ...more })
const begin = () => send('/new-year', '/new-year')

test('before its day nothing can be prepared; from then on the lead begins a plan, and the head reads it', async () => {
  school.clock.now = nowOf('2027-06-30')
  expect(await text('/new-year')).toContain('can be prepared from Thursday 1 July 2027')
  expect((await lead.post('/new-year').type('form').send({ form_key: 'a-key-that-is-long-enough' })).status).toBe(404)
  school.clock.now = nowOf('2027-07-05')
  expect(await text('/classes')).toContain('href="/new-year"')
  expect(section(await text('/'), 'new-year')).toContain('2027/28 can be prepared')
  const begun = await begin()
  expect(begun.headers['location']).toBe('/new-year?done=begun')
  expect(section(await text('/'), 'new-year')).toContain('is a draft')
  const head = await signedIn(school, await addPerson(school.db, { name: 'Ottoline Brae', roles: ['head'] }))
  expect(await text('/new-year', head)).toContain('See every change')
  expect(await text('/new-year', head)).not.toContain('The plan is ready')
  expect(await text('/new-year/dry-run', head)).toContain('Ines Okoro, planned for Year 4 Oak, leaves on Wednesday 21 July 2027')
  expect((await head.get('/new-year/classes')).status).toBe(403)
})

test('a plan begun twice by the same form, or by another, is one plan with each class once', async () => {
  const fields = fieldsOf(await text('/new-year'), '/new-year')
  for (const form_key of [fields['form_key'], fields['form_key'], 'another-key-of-another-tab']) await lead.post('/new-year').type('form').send({ form_key })
  expect(await school.db.selectFrom('new_year_plans').select('school_year').execute()).toEqual([{ school_year: '2027/28' }])
  expect(await school.db.selectFrom('new_year_classes').select('name').orderBy('name').execute()).toEqual(['Year 4 Oak', 'Year 5 Elm', 'Year 6 Ash'].map((name) => ({ name })))
})

test('a class gets another name, its adults and where its children come from; a name that is missing is said beside its field and nothing is lost', async () => {
  await begin()
  const path = `/new-year/classes/${await lineOf(school, 'Year 4 Oak')}`
  const empty = await send(path, path, { name: ' ', purpose: 'Coding & robots' })
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('Enter the name of the class')
  expect(empty.text).toContain('value="Coding &amp; robots"')
  await send(path, path, { name: 'Year 6 <b>Ash</b>', answers_id: school.tove, adult_ids: [school.marlo, '', school.tove], purpose: 'Coding' })
  expect(await text('/new-year/classes')).toContain('Year 6 &lt;b&gt;Ash&lt;/b&gt;')
  expect(await school.db.selectFrom('new_year_adults').select('person_id').execute()).toEqual([{ person_id: school.marlo }])
  expect((await send(path, path, { name: 'X', answers_id: 'nobody' })).status).toBe(404)
  await send(path, `${path}/ending`)
  expect(await text('/new-year/classes')).toContain('ends with its school year')
  await send(path, path, { name: 'Year 4 Oak' })
  const fields = { ...fieldsOf(await text('/new-year/classes/new'), '/new-year/classes'), name: 'Nursery', from_class_id: '' }
  for (const _ of [1, 2]) await lead.post('/new-year/classes').type('form').send(fields)
  expect(await school.db.selectFrom('new_year_classes').select('name').orderBy('name').execute()).toEqual(['Nursery', 'Year 4 Oak', 'Year 5 Elm', 'Year 6 Ash'].map((name) => ({ name })))
})

test('leavers stand beside joiners, and each gap is filled with one choice', async () => {
  await begin()
  const page = await text('/new-year/people')
  expect(section(page, 'leavers')).toContain('Who answers for Year 4 Oak instead?')
  expect(section(page, 'leavers')).toContain('Where does LT-0001 go?')
  expect(section(page, 'joiners')).toContain('nothing planned yet')
  const oak = await lineOf(school, 'Year 4 Oak')
  const fill = (more: Record<string, unknown>) => send('/new-year/people', '/new-year/people', { line_id: oak, answers_id: '', device_id: school.kept, goes_to: '', ...more })
  const done = await fill({ answers_id: school.tove, goes_to: school.tove })
  expect(done.headers['location']).toBe('/new-year/people?done=saved')
  expect(section(await text('/new-year/people'), 'joiners')).toContain('answers for Year 4 Oak, LT-0001')
  expect((await fill({ code: 'LT-9999', code_goes_to: 'store' })).text).toContain('LT-9999 is no device')
  expect((await fill({ code: 'LT-0002' })).text).toContain('Choose where it goes')
  await lead.post('/new-year/people').type('form').send({ code: 'lt-0002', code_goes_to: school.marlo })
  expect(await text('/new-year/people')).toContain('Where does LT-0002 go?')
  expect((await fill({ device_id: 'nothing', goes_to: 'store' })).status).toBe(404)
  expect(await school.db.selectFrom('new_year_keepers').select(['keeper_id', 'was_keeper_id']).orderBy('id').execute()).toEqual([
    { keeper_id: school.tove, was_keeper_id: school.ines }, { keeper_id: school.marlo, was_keeper_id: null }])
  await lead.post('/new-year/people').type('form').send({ device_id: school.spare, goes_to: '' })
  expect(await school.db.selectFrom('new_year_keepers').select('keeper_id').execute()).toEqual([{ keeper_id: school.tove }])
})

test('a trolley stands with one class; an unknown class or trolley is refused', async () => {
  await begin()
  const elm = await lineOf(school, 'Year 5 Elm')
  await lead.post('/new-year/trolleys').type('form').send({ set_id: school.trolley, line_id: elm })
  expect(await text('/new-year/dry-run')).toContain('iPad trolley A stands with Year 5 Elm')
  for (const wrong of [{ set_id: 'x', line_id: elm }, { set_id: school.trolley, line_id: 'x' }, { set_id: [school.trolley, school.trolley], line_id: [elm, elm] }]) {
    expect((await lead.post('/new-year/trolleys').type('form').send(wrong)).status).toBe(404)
  }
})

test('the dry run lists every change and contradiction, as a page and as CSV, and writes nothing', async () => {
  await begin()
  const before = await school.db.selectFrom('events').select((e) => e.fn.countAll().as('n')).executeTakeFirstOrThrow()
  const page = await text('/new-year/dry-run')
  expect(section(page, 'against')).toContain('LT-0001 is with Ines Okoro, who leaves on Wednesday 21 July 2027: nobody is planned for it')
  expect(section(page, 'changes')).toContain('Year 4 Oak begins anew')
  const csv = await text('/new-year/dry-run.csv')
  expect(csv).toContain('Contradiction,"Ines Okoro, planned for Year 4 Oak, leaves on Wednesday 21 July 2027",stops,Choose another adult')
  expect(csv).toContain('Classes,Year 5 Elm begins anew; Marlo Finch answers,will be,')
  expect(await school.db.selectFrom('events').select((e) => e.fn.countAll().as('n')).executeTakeFirstOrThrow()).toEqual(before)
  expect(await school.db.selectFrom('classes').select('id').execute()).toHaveLength(3)
})

test('from July to September: ready, in effect by itself, told to the lead, and the book says what a class was called then', async () => {
  const { db, clock } = school
  await enterHalfTerms(db)
  await writeSettings(db, { remind_keepers: false, remind_leavers: false, remind_holiday: false, remind_access_review: false, remind_unsigned: false, remind_unsigned_count: false })
  await begin()
  const path = `/new-year/classes/${await lineOf(school, 'Year 4 Oak')}`
  await send(path, path, { name: 'Year 5 Birch', answers_id: school.tove })
  await lend(school, school.marlo, 'LT-0002')
  await db.updateTable('loans').set({ class_id: school.oak }).execute()
  clock.now = nowOf('2027-07-05', '11:00')
  await giveBack(school, 'LT-0002')
  await db.updateTable('devices').set({ set_id: school.trolley, slot: 1 }).where('id', '=', school.spare).execute()
  await send('/new-year', '/new-year/readiness', { ready: '1' })
  expect(await text('/new-year')).toContain('Ready: it takes effect by itself on Wednesday 1 September 2027')
  expect(await text('/')).not.toContain('id="new-year"')
  expect(await contradictionsNow(school)).toContain('leaver keeps')
  clock.now = nowOf('2027-09-01', '00:07')
  await seeToNewYear(db, clock.now)
  clock.now = nowOf('2027-09-03', '16:00')
  lead = await signedIn(school, school.lead)
  expect(await text('/new-year')).toContain('done Wed 1 Sept, 12:07 am by itself')
  expect(await text('/classes')).toContain('Year 5 Birch')
  expect((await lead.get('/new-year/dry-run')).status).toBe(404)
  expect((await lead.post('/new-year/trolleys').type('form').send({})).text).toContain('cannot be changed any more')
  for (const at of ['16:00', '16:10']) await sendReminders(db, 'http://kitbook.test', nowOf('2027-09-03', at))
  expect((await db.selectFrom('reminders').select('period').where('kind', '=', 'new year').execute())).toEqual([{ period: 'in effect' }])
  const [book, csv, device] = [await text('/book'), await text('/book.csv'), await text('/devices/LT-0002')]
  const traced = (await lead.post('/who-had-it').type('form').send({ lines: 'LT-0002 5 7 2027 10:30' })).text
  for (const page of [book, csv, device, traced, await text('/sets/TR-0001/history.csv')]) expect(page).toContain('Year 4 Oak')
  await lend(school, school.marlo, 'LT-0002')
  const birch = await db.selectFrom('classes').select('id').where('name', '=', 'Year 5 Birch').executeTakeFirstOrThrow()
  await db.updateTable('loans').set({ class_id: birch.id }).where('returned_at', 'is', null).execute()
  const after = await text('/book.csv')
  expect(after).toContain('Year 4 Oak')
  expect(after).toContain('Year 5 Birch')
  const desk = await atDesk(school)
  expect((await desk.post('/desk/scans').type('form').send({ key: 'a-scan-of-the-old-card', text: 'CL-4OAK', lane: 'desk', scanned_at: clock.now.toISOString() })).text).not.toContain('Year 4 Oak')
})

test('a plan whose day has passed as a draft is said to be one, by letter too, and is done by hand once the dry run is ticked as read', async () => {
  const { db, clock } = school
  await enterHalfTerms(db)
  await begin()
  clock.now = nowOf('2027-09-03', '16:00')
  lead = await signedIn(school, school.lead)
  expect(section(await text('/'), 'new-year')).toContain('The plan for 2027/28 is a draft')
  await sendReminders(db, 'http://kitbook.test', clock.now)
  expect((await db.selectFrom('reminders').select('period').where('kind', '=', 'new year').execute())).toEqual([{ period: '2027-09-03' }])
  const untold = await lead.post('/new-year/effect').type('form').send({})
  expect(untold.status).toBe(422)
  expect(untold.text).toContain('Tick that you have read the dry run')
  expect((await lead.post('/new-year/effect').type('form').send({ sure: '1' })).headers['location']).toBe('/new-year?done=effect')
  expect(section(await text('/new-year'), 'left')).toContain('Ines Okoro, planned for Year 4 Oak, leaves')
  expect(section(await text('/'), 'new-year')).toContain('1 line of its plan was left undone')
  expect(await text('/new-year')).toContain('by hand')
})

test('the day from which it can be prepared is the school’s, and a day that is none is refused', async () => {
  const wrong = await lead.post('/settings/new-year').type('form').send({ new_year_from: '1 12' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Write a day from April to August')
  await lead.post('/settings/new-year').type('form').send({ new_year_from: '15 7' })
  expect(await text('/new-year')).toContain('can be prepared from Thursday 15 July 2027')
})

test('a trolley is put with a class of this year by hand, and its page says where it stood before', async () => {
  await lead.post('/sets/TR-0001/class').type('form').send({ class_id: school.oak })
  expect(await text('/sets/TR-0001')).toContain('Stands with Year 4 Oak.')
  expect(await text(`/classes/${school.oak}`)).toContain('href="/sets/TR-0001"')
  expect(await text('/sets')).toContain('data-label="Stands with">Year 4 Oak<')
  expect(await text('/sets.csv')).toContain('TR-0001,iPad trolley A,,16,0,0,0,Year 4 Oak')
  expect((await lead.post('/sets/TR-0001/class').type('form').send({ class_id: 'nothing' })).status).toBe(404)
  school.clock.now = nowOf('2027-09-02')
  lead = await signedIn(school, school.lead)
  expect(await text('/sets/TR-0001')).toMatch(/Stands with no class\.[\s\S]*Year 4 Oak \(2026\/27\)/)
})
