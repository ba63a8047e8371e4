import { expect, it } from 'vitest'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'

const KEY = 'a-form-key-of-the-calendar'
const halfTerms = {
  school_year: '2026/27', name_1: 'Autumn 1', first_1: '1 9 2026', last_1: '23/10/2026', name_2: 'Autumn 2', first_2: '3 Nov 2026', last_2: '2026-12-18',
  name_3: 'Spring 1', name_4: '', name_5: '', name_6: '',
}

async function lead() {
  const school = await startApp()
  return { ...school, browser: await signedIn(school, school.lead) }
}

type School = Awaited<ReturnType<typeof lead>>
let keys = 0
const send = ({ browser }: School, path: string, fields: object) => browser.post(path).type('form').send({ form_key: `${KEY}-${keys++}`, ...fields })

async function lendLaptop({ db, clock, lead }: School) {
  const device = await addDevice(db, 'LT-0001')
  const { loans } = await bookOut(db, {
    device_ids: [device], borrower_id: lead, class_id: null, answers_id: null, purpose: 'Planning', until: null, source: 'desk',
    actor: { person_id: lead, desk_id: null },
  }, clock.now)
  return loans[0]!.id
}

const dueOf = ({ db }: School, id: string) => db.selectFrom('loans').select('due_at').where('id', '=', id).executeTakeFirstOrThrow()

it('keeps half-terms as they are typed, shows the year as a picture, and warns until they are there', async () => {
  const school = await lead()
  expect((await school.browser.get('/calendar')).text).toContain('The half-terms of 2026/27 are not entered yet')
  expect((await send(school, '/calendar/half-terms', halfTerms)).headers['location']).toBe('/calendar?year=2026%2F27&done=half-terms')
  expect((await readCalendar(school.db)).half_terms.map((half) => `${half.name} ${half.first_day} ${half.last_day}`))
    .toEqual(['Autumn 1 2026-09-01 2026-10-23', 'Autumn 2 2026-11-03 2026-12-18'])
  const page = (await school.browser.get('/calendar?year=2026%2F27')).text
  expect(page).not.toContain('are not entered yet')
  expect(page).toContain('value="3 11 2026"')
  expect(page.match(/<table class="month">/g)).toHaveLength(12)
  expect(page).toMatch(/day-bank-holiday"\s+title="bank holiday: Christmas Day"/)
})

it.each([
  ['a day that is none', { first_1: '31 2 2027' }, 'Write a day such as 17 3 2027'],
  ['an end before the start', { last_1: '1 8 2026' }, 'Half-term 1 cannot end before it begins'],
  ['another year', { first_1: '1 9 2029', last_1: '2 9 2029' }, 'That day is not in the school year 2026/27'],
  ['two that overlap', { first_2: '20 10 2026' }, 'Half-term 2 begins before the one above it has ended'],
  ['a missing end', { last_2: '' }, 'Enter the last day of half-term 2'],
  ['no name', { name_2: '' }, 'Give half-term 2 a name'],
  ['a year that is none', { school_year: 'never' }, 'Choose a school year'],
])('refuses half-terms with %s and changes nothing', async (_, wrong, words) => {
  const school = await lead()
  const sent = await send(school, '/calendar/half-terms', { ...halfTerms, ...wrong })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain(words)
  expect((await readCalendar(school.db)).half_terms).toEqual([])
})

it('shows which open loans a closed day moves, and changes nothing until it is told what to do', async () => {
  const school = await lead()
  const loan = await lendLaptop(school)
  const snow = { first: '24 11 2026', kind: 'closed', name: 'Snow' }
  const asked = await send(school, '/calendar/days', snow)
  expect(asked.text).toContain('1 device that is out would be due at another time')
  expect(asked.text).toContain('LT-0001')
  expect((await readCalendar(school.db)).special.size).toBe(0)
  expect((await dueOf(school, loan)).due_at).toBe('2026-11-24T15:30:00.000Z')
  const moved = await send(school, '/calendar/days', { ...snow, choice: 'move' })
  expect(moved.headers['location']).toContain('moved=1')
  expect((await dueOf(school, loan)).due_at).toBe('2026-11-25T15:30:00.000Z')
  const { data } = await school.db.selectFrom('events').select('data').where('verb', '=', 'loan.due moved').executeTakeFirstOrThrow()
  expect(JSON.parse(data)).toEqual({ loan_id: loan, from: '2026-11-24T15:30:00.000Z', to: '2026-11-25T15:30:00.000Z' })
})

it('leaves open loans as they are due when that is the answer', async () => {
  const school = await lead()
  const loan = await lendLaptop(school)
  await send(school, '/calendar/days', { first: '24 11 2026', kind: 'closed', choice: 'leave' })
  expect((await readCalendar(school.db)).special.get('2026-11-24')?.kind).toBe('closed')
  expect((await dueOf(school, loan)).due_at).toBe('2026-11-24T15:30:00.000Z')
})

it('carries every field of a form through the question', async () => {
  const school = await lead()
  await lendLaptop(school)
  const asked = await send(school, '/calendar/week', Object.fromEntries([1, 2, 3, 4, 5].flatMap((n) => [[`starts_${n}`, '8:30'], [`ends_${n}`, '3:15 pm']])))
  const hidden = [...asked.text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!])
  await school.browser.post('/calendar/week').type('form').send({ ...Object.fromEntries(hidden), choice: 'move' })
  expect((await readCalendar(school.db)).week[1]).toEqual({ starts: '08:30', ends: '15:15' })
  expect((await school.db.selectFrom('loans').select('due_at').executeTakeFirstOrThrow()).due_at).toBe('2026-11-24T15:15:00.000Z')
})

it('keeps several closed days without their weekends, short days with their end, and takes them away again', async () => {
  const school = await lead()
  await send(school, '/calendar/days', { first: '26 11 2026', last: '30 11 2026', kind: 'staff only', name: 'INSET' })
  await send(school, '/calendar/days', { first: '18 12 2026', kind: 'short', ends: '1:30 pm' })
  const { special } = await readCalendar(school.db)
  expect([...special.keys()]).toEqual(['2026-11-26', '2026-11-27', '2026-11-30', '2026-12-18'])
  expect(special.get('2026-12-18')?.ends).toBe('13:30')
  expect((await send(school, '/calendar/days/2026-11-27/removal', {})).status).toBe(303)
  expect((await readCalendar(school.db)).special.has('2026-11-27')).toBe(false)
  expect((await send(school, '/calendar/days/2026-11-27/removal', {})).status).toBe(404)
})

it.each([
  ['no day', { first: '' }, 'Enter the day'], ['an end before the start', { last: '1 11 2026' }, 'The last day cannot be before the first'],
  ['a short day without an end', { kind: 'short' }, 'Say when the day ends'], ['an end that is no time', { kind: 'short', ends: 'noon' }, 'Write a time such as 13:30'],
  ['no kind', { kind: 'party' }, 'Choose what kind of day it is'], ['a year of days', { last: '24 11 2027' }, 'Give at most 60 days at a time'],
  ['a weekend of several days', { first: '28 11 2026', last: '29 11 2026' }, 'These days are all at a weekend'],
])('refuses %s beside the field', async (_, wrong, words) => {
  const school = await lead()
  const sent = await send(school, '/calendar/days', { first: '24 11 2026', kind: 'closed', ...wrong })
  expect([sent.status, sent.text.includes(words)]).toEqual([422, true])
  expect((await readCalendar(school.db)).special.size).toBe(0)
})

it('keeps lessons and clubs that differ by weekday, and offers them at once', async () => {
  const school = await lead()
  await send(school, '/calendar/lessons', {
    name_1: 'Before break', starts_1: '9:00', ends_1: '10.30', weekdays_1: ['1', '2', '3'], name_2: 'Golden time', starts_2: '14:30', ends_2: '15:10', weekdays_2: '5',
  })
  await send(school, '/calendar/clubs', { name_1: 'Chess', ends_1: '4:30 pm', weekdays_1: '2' })
  const { slots, clubs } = await readCalendar(school.db)
  expect(slots.map(({ weekday, name }) => `${weekday} ${name}`)).toEqual(['1 Before break', '2 Before break', '3 Before break', '5 Golden time'])
  expect(clubs).toEqual([{ weekday: 2, name: 'Chess', ends: '16:30' }])
  expect((await school.browser.get('/calendar')).text).toMatch(/value="Golden time"/)
  const wrong = await send(school, '/calendar/lessons', { name_1: 'A', starts_1: '9:00', ends_1: '8:00', weekdays_1: '1', name_2: 'B', starts_2: '9:00', ends_2: '10:00', weekdays_2: '1', name_3: 'C' })
  for (const words of ['Line 1 has to end after it starts', 'Monday has that twice', 'Line 3: tick the weekdays']) expect(wrong.text).toContain(words)
  expect((await readCalendar(school.db)).slots).toHaveLength(4)
})

it('copies a year forward by 52 weeks, closed days left out, once', async () => {
  const school = await lead()
  await send(school, '/calendar/half-terms', halfTerms)
  await send(school, '/calendar/days', { first: '4 1 2027', kind: 'staff only', name: 'INSET' })
  await send(school, '/calendar/days', { first: '8 1 2027', kind: 'closed', name: 'Snow' })
  expect((await school.browser.get('/calendar?year=2027%2F28')).text).toContain('Copy 2026/27 forward')
  expect((await send(school, '/calendar/copy', { school_year: '2027/28' })).headers['location']).toContain('done=copied')
  const { half_terms, special } = await readCalendar(school.db)
  expect(half_terms.filter(({ school_year }) => school_year === '2027/28').map(({ first_day }) => first_day)).toEqual(['2027-08-31', '2027-11-02'])
  expect([...special.keys()]).toEqual(['2027-01-04', '2027-01-08', '2028-01-03'])
  expect((await send(school, '/calendar/copy', { school_year: '2027/28' })).status).toBe(404)
})

const upload = ({ browser }: School, name: string, text: string) =>
  browser.post('/calendar/file').field('form_key', `${KEY}-${keys++}`).attach('file', Buffer.from(text), name)

const ICS = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Larkfield//EN',
  ...[['Autumn Term', '20260902', '20261219'], ['Half Term', '20261026', '20261031'], ['INSET day', '20260901', '20260902'], ['School photographs', '20261007', '20261008']]
    .flatMap(([summary, from, to], i) => ['BEGIN:VEVENT', `UID:${i}@larkfield.example`, `SUMMARY:${summary}`, `DTSTART;VALUE=DATE:${from}`, `DTEND;VALUE=DATE:${to}`, 'END:VEVENT']),
  'END:VCALENDAR'].join('\r\n')

it('reads an .ics calendar, shows what each date is taken for, and brings in half-terms and INSET days', async () => {
  const school = await lead()
  const shown = (await upload(school, 'term-dates.ics', ICS)).text
  expect(shown).toContain('4 dates in term-dates.ics')
  const hidden = [...shown.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!])
  const chosen = [...shown.matchAll(/<select[^>]*name="(as_\d+)"[^]*?<option value="([^"]+)" selected/g)].map(([, name, value]) => [name!, value!])
  expect(chosen.map(([, value]) => value)).toEqual(['staff only', 'term', 'other', 'holiday'])
  await school.browser.post('/calendar/dates').type('form').send(Object.fromEntries([...hidden, ...chosen]))
  const { half_terms, special } = await readCalendar(school.db)
  expect(half_terms.map(({ name, first_day, last_day }) => `${name} ${first_day} ${last_day}`)).toEqual(['Autumn 1 2026-09-02 2026-10-23', 'Autumn 2 2026-11-02 2026-12-18'])
  expect([...special.values()].map(({ day, kind }) => `${day} ${kind}`)).toEqual(['2026-09-01 staff only'])
})

it('reads a CSV list with UK dates and GOV.UK’s bank holidays too', async () => {
  const school = await lead()
  const csv = 'Larkfield term dates\nEvent;Start date;End date\nSpring term;Monday 4 January 2027;26/03/2027\nINSET;5/2/2027;\n'
  const shown = (await upload(school, 'dates.csv', csv)).text
  expect(shown).toContain('Monday 4 January 2027 to Friday 26 March 2027')
  expect(shown).toContain('Friday 5 February 2027')
  const json = JSON.stringify({ 'england-and-wales': { division: 'england-and-wales', events: [{ title: 'Jubilee', date: '2027-06-03', notes: '', bunting: true }] } })
  const holidays = (await upload(school, 'bank-holidays.json', json)).text
  const hidden = [...holidays.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!])
  await school.browser.post('/calendar/dates').type('form').send({ ...Object.fromEntries(hidden), as_1: 'bank holiday' })
  expect([...(await readCalendar(school.db)).bank_holidays]).toEqual([['2027-06-03', 'Jubilee']])
})

it.each([['nothing', ''], ['a picture', '\u0089PNG\r\n'], ['a list without days', 'Name,Colour\nOak,green\n'], ['a broken calendar', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY']])(
  'says clearly that %s holds no dates', async (_, text) => {
    const school = await lead()
    const sent = await upload(school, 'file.txt', text)
    expect([sent.status, sent.text.includes('No dates were found in this file')]).toEqual([422, true])
  })

it('is read by everybody who is signed in and changed by those who keep it', async () => {
  const school = await lead()
  const staff = await signedIn(school, await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] }))
  const page = await staff.get('/calendar')
  expect(page.status).toBe(200)
  expect(page.text).not.toContain('Save the half-terms')
})

it('acts once when a form is sent twice', async () => {
  const school = await lead()
  const fields = { form_key: `${KEY}-twice`, first: '26 11 2026', kind: 'closed', name: 'Snow' }
  await school.browser.post('/calendar/days').type('form').send(fields)
  expect((await school.browser.post('/calendar/days').type('form').send(fields)).status).toBe(303)
  expect(await school.db.selectFrom('events').select('id').where('verb', '=', 'calendar.days').execute()).toHaveLength(1)
  expect((await school.browser.post('/calendar/days').type('form').send({ ...fields, name: 'Ice' })).status).toBe(422)
})
