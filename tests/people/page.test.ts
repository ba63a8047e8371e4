import { expect, it } from 'vitest'
import { addAccount, addClass, addDevice, addPerson, signedIn, startApp, TUESDAY } from '../support/app.ts'
import { addBadge } from '../support/desk-school.ts'
import { giveBack, lend } from '../support/loans.ts'

const KEY = 'a-form-key-of-its-own'
const FIELDS = { form_key: KEY, name: 'Imogen Vale', kind: 'staff', job_title: 'Year 4 teacher', email: 'Imogen@Larkfield.example ', first_day: '1 9 2025', last_day: '31st July 2027' }

it('adds a person once, however often the form is sent', async () => {
  const school = await startApp()
  const browser = await signedIn(school, school.lead)
  const sent = await Promise.all([1, 2, 3].map(() => browser.post('/people').type('form').send(FIELDS)))
  expect(new Set(sent.map(({ headers }) => headers['location'])).size).toBe(1)
  const people = await school.db.selectFrom('people').selectAll().where('name', '=', 'Imogen Vale').execute()
  expect(people).toHaveLength(1)
  expect(people[0]).toMatchObject({
    email: 'imogen@larkfield.example', first_day: '2025-09-01', last_day: '2027-07-31', sort_name: 'vale imogen', search_name: 'imogen vale',
  })
})

it.each([
  [{ name: '' }, 'Enter the name'],
  [{ kind: 'pupil' }, 'Choose what brings them'],
  [{ email: 'nonsense' }, 'Enter an email address'],
  [{ email: 'wren.calloway@larkfield.example' }, 'Wren Calloway has this address already'],
  [{ first_day: '30 2 2026' }, 'Write a day such as'],
  [{ last_day: '1 8 2025' }, 'The last day is before the first'],
  [{ job_title: 'password: hunter2' }, 'That looks like a password'],
  [{ name: 'Ann\nBcc: everyone@example' }, null],
])('refuses %o with %s', async (changes, message) => {
  const school = await startApp()
  const page = await (await signedIn(school, school.lead)).post('/people').type('form').send({ ...FIELDS, ...changes })
  expect(page.status).toBe(message === null ? 303 : 422)
  if (message !== null) expect(page.text).toContain(message)
  const names = (await school.db.selectFrom('people').select('name').execute()).map(({ name }) => name)
  expect(names.some((name) => name.includes('\n'))).toBe(false)
})

it('takes roles, accounts and ids in the edit form for nothing', async () => {
  const school = await startApp()
  const office = await addPerson(school.db, { name: 'Odette Office', roles: ['office'] })
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  const browser = await signedIn(school, office)
  const { form_key: _, ...fields } = FIELDS
  await browser.post(`/people/${marlo}`).type('form')
    .send({ ...fields, roles: 'head', role: 'lead', id: 'other', person_id: school.lead, created_at: '1999', sort_name: 'x', password_hash: 'x' }).expect(303)
  expect(await school.db.selectFrom('person_roles').select('role').where('person_id', '=', marlo).execute()).toEqual([{ role: 'staff' }])
  expect(await school.db.selectFrom('people').select(['id', 'name', 'created_at']).where('id', '=', marlo).executeTakeFirst())
    .toEqual({ id: marlo, name: 'Imogen Vale', created_at: TUESDAY.toISOString() })
})

it('keeps classes of earlier years when this year’s are changed', async () => {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch' })
  const oak = await addClass(school.db, 'Year 4 Oak')
  const elm = await addClass(school.db, 'Year 5 Elm')
  await school.db.insertInto('school_years').values({ id: 'old', name: '2025/26', starts_on: '2025-09-01', ends_on: '2026-08-31' }).execute()
  await school.db.insertInto('classes').values({ id: 'ash', school_year_id: 'old', name: 'Year 3 Ash', search_name: 'year 3 ash' }).execute()
  await school.db.insertInto('class_people').values([{ class_id: 'ash', person_id: marlo }, { class_id: oak, person_id: marlo }]).execute()
  const { form_key: _, ...fields } = FIELDS
  await (await signedIn(school, school.lead)).post(`/people/${marlo}`).type('form').send({ ...fields, class_ids: [elm, 'ash'] }).expect(303)
  const rows = await school.db.selectFrom('class_people').select('class_id').where('person_id', '=', marlo).execute()
  expect(rows.map(({ class_id }) => class_id).toSorted()).toEqual(['ash', elm].toSorted())
})

it('shows across the room what somebody has, the next act and the past', async () => {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003']) await addDevice(school.db, code)
  await lend(school, marlo, 'LT-0003')
  await giveBack(school, 'LT-0003')
  await lend(school, marlo, 'LT-0001')
  const kept = await school.db.selectFrom('devices').select('id').where('code', '=', 'LT-0002').executeTakeFirstOrThrow()
  await school.db.insertInto('allocations').values({ id: 'a', device_id: kept.id, keeper_id: marlo, from_at: TUESDAY.toISOString(), until_at: null }).execute()
  const browser = await signedIn(school, school.lead)
  const page = (await browser.get(`/people/${marlo}`).expect(200)).text
  expect(page).toContain('1 device out, looks after 1')
  expect(page).toMatch(/href="\/devices\/LT-0001">Bring back/)
  expect(page).toContain('2 loans, the newest first')
  school.clock.now = new Date('2026-11-25T09:00:00.000Z')
  expect((await browser.get(`/people/${marlo}`).expect(303)).headers['location']).toContain('/sign-in')
  expect((await (await signedIn(school, school.lead)).get(`/people/${marlo}`).expect(200)).text).toContain('1 device out, 1 overdue, looks after 1')
})

it('pages the past by loans, none lost and none twice', async () => {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch' })
  const codes = Array.from({ length: 70 }, (_, i) => `LT-${String(i).padStart(4, '0')}`)
  for (const [i, code] of codes.entries()) {
    if (i % 2) school.clock.now = new Date(school.clock.now.getTime() + 1000)
    await addDevice(school.db, code)
    await lend(school, marlo, code)
  }
  const browser = await signedIn(school, school.lead)
  let at: string | undefined = `/people/${marlo}`
  const seen: string[] = []
  while (at) {
    const text: string = (await browser.get(at).expect(200)).text
    seen.push(...[...text.split('<ol class="timeline">')[1]!.matchAll(/href="\/devices\/([^"]+)"/g)].map(([, code]) => code!))
    at = /href="(\/people\/[^"]+\?before=[^"]+)"/.exec(text)?.[1]
  }
  expect(seen).toHaveLength(70)
  expect(seen.toSorted()).toEqual(codes)
})

it('offers the next free badge, gives it in one tap, and lets the old one die', async () => {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch' })
  await addBadge(school.db, school.lead, 'P-0041')
  const browser = await signedIn(school, school.lead)
  expect((await browser.get(`/people/${marlo}`)).text).toContain('Give badge <span class="code">P-0042</span>')
  await browser.post(`/people/${marlo}/badge`).type('form').send({ code: 'p 0042' }).expect(303)
  await browser.post(`/people/${marlo}/badge`).type('form').send({ code: 'CARD-77' }).expect(303)
  const tags = await school.db.selectFrom('tags').select(['text', 'what']).where('person_id', '=', marlo).execute()
  expect(tags).toEqual([{ text: 'CARD-77', what: 'badge' }])
  await browser.post(`/people/${marlo}/badge/removal`).type('form').send({}).expect(303)
  expect(await school.db.selectFrom('tags').select('text').where('person_id', '=', marlo).execute()).toEqual([])
})

it.each([
  ['P-0041', 'P-0041 is the badge of Wren Calloway'],
  ['LT-0001', 'LT-0001 is the code of a device'],
  ['', 'Enter a code such as P-0042'],
])('says beside the field why the badge %s cannot be given', async (code, message) => {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch' })
  await addBadge(school.db, school.lead, 'P-0041')
  await addDevice(school.db, 'LT-0001')
  const page = await (await signedIn(school, school.lead)).post(`/people/${marlo}/badge`).type('form').send({ code }).expect(422)
  expect(page.text).toContain(`<a href="#code">${message}</a>`)
  expect(page.text).toContain(`id="code-error"`)
})

it('does not give one code to two people who ask at once', async () => {
  const school = await startApp()
  const ids = await Promise.all(['Marlo Finch', 'Imogen Vale'].map((name) => addPerson(school.db, { name })))
  const browser = await signedIn(school, school.lead)
  const answers = await Promise.all(ids.map((id) => browser.post(`/people/${id}/badge`).type('form').send({ code: 'P-0001' })))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
})

it('will not let the only lead’s last day be set, but another’s', async () => {
  const school = await startApp()
  const office = await addPerson(school.db, { name: 'Odette Office', roles: ['office'] })
  const browser = await signedIn(school, office)
  const { form_key: _, ...fields } = { ...FIELDS, email: 'wren.calloway@larkfield.example' }
  const refused = await browser.post(`/people/${school.lead}`).type('form').send(fields).expect(422)
  expect(refused.text).toContain('This is the only computing lead')
  const second = await addPerson(school.db, { name: 'Second Lead', roles: ['lead'] })
  await addAccount(school.db, second)
  await browser.post(`/people/${school.lead}`).type('form').send(fields).expect(303)
})
