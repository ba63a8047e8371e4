import { expect, it } from 'vitest'
import { currentSchoolYear } from '../../src/calendar/school/years.ts'
import { addClass, addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'
import { lend } from '../support/loans.ts'

const KEY = 'a-form-key-of-its-own'

it('makes a school year once, however many ask at the same time', async () => {
  const db = await freshDatabase()
  const years = await Promise.all([1, 2, 3].map(() => currentSchoolYear(db, '2026-11-24')))
  expect(new Set(years.map(({ id }) => id)).size).toBe(1)
  expect((await currentSchoolYear(db, '2027-09-01')).name).toBe('2027/28')
  expect(await db.selectFrom('school_years').select('name').orderBy('name').execute()).toEqual([{ name: '2026/27' }, { name: '2027/28' }])
})

it('writes nothing when classes are only looked at', async () => {
  const school = await startApp()
  const page = await (await signedIn(school, school.lead)).get('/classes').expect(200)
  expect(page.text).toContain('Each class of 2026/27 will have a line here')
  expect(await school.db.selectFrom('school_years').select('id').execute()).toEqual([])
})

it('adds a class to this school year, once for a form, and no second one of the name', async () => {
  const school = await startApp()
  const browser = await signedIn(school, school.lead)
  const send = (form_key: string, name: string) => browser.post('/classes').type('form').send({ form_key, name })
  const first = await send(KEY, 'Year 4 Oak').expect(303)
  expect((await send(KEY, 'Year 4 Oak').expect(303)).headers['location']).toBe(first.headers['location'])
  expect((await send(`${KEY}-2`, 'year 4  OAK').expect(422)).text).toContain('This school year has a class of that name already')
  expect((await browser.get('/classes')).text).toContain('Year 4 Oak')
})

async function withOak() {
  const school = await startApp()
  const oak = await addClass(school.db, 'Year 4 Oak')
  const marlo = await addPerson(school.db, { name: 'Marlo Finch' })
  return { ...school, oak, marlo, browser: await signedIn(school, school.lead) }
}

it('gives a class its adults, and takes them', async () => {
  const { oak, marlo, browser, db } = await withOak()
  await browser.post(`/classes/${oak}/adults`).type('form').send({ person_id: marlo }).expect(303)
  await browser.post(`/classes/${oak}/adults`).type('form').send({ person_id: marlo }).expect(303)
  expect((await browser.get('/classes')).text).toContain('Marlo Finch')
  expect((await browser.post(`/classes/${oak}/adults`).type('form').send({}).expect(422)).text).toContain('Choose a name')
  await browser.post(`/classes/${oak}/adults/${marlo}/removal`).expect(303)
  expect(await db.selectFrom('class_people').selectAll().execute()).toEqual([])
})

it('makes a class card with a code of its own, changes it and withdraws it', async () => {
  const { oak, marlo, browser, db } = await withOak()
  await db.insertInto('class_people').values({ class_id: oak, person_id: marlo }).execute()
  const form = (await browser.get(`/classes/${oak}/cards/new`).expect(200)).text
  expect(form).toContain('value="CL-4OAK"')
  expect(form).toContain(`<option value="${marlo}" selected>`)
  const card = { answers_id: marlo, purpose: 'Computing', code: 'cl-4oak' }
  await browser.post(`/classes/${oak}/cards`).type('form').send(card).expect(303)
  const made = await db.selectFrom('tags').selectAll().where('what', '=', 'class card').executeTakeFirstOrThrow()
  expect(made.text).toBe('CL-4OAK')
  expect((await browser.get(`/classes/${oak}/cards/new`)).text).toContain('value="CL-4OAK-2"')
  const taken = await browser.post(`/classes/${oak}/cards`).type('form').send(card).expect(422)
  expect(taken.text).toContain('<a href="#code">CL-4OAK is a class card of Year 4 Oak</a>')
  await browser.post(`/classes/${oak}/cards/${made.class_card_id}`).type('form').send({ ...card, purpose: 'Maths', code: 'CL-OAK' }).expect(303)
  expect(await db.selectFrom('tags').select('text').where('what', '=', 'class card').execute()).toEqual([{ text: 'CL-OAK' }])
  expect(await db.selectFrom('class_cards').select('purpose').execute()).toEqual([{ purpose: 'Maths' }])
  await browser.post(`/classes/${oak}/cards/${made.class_card_id}/withdrawal`).expect(303)
  expect(await db.selectFrom('tags').select('text').where('what', '=', 'class card').execute()).toEqual([])
})

it('refuses a card without purpose, with a secret, or that a visitor would answer for', async () => {
  const { oak, marlo, browser, db } = await withOak()
  const visitor = await addPerson(db, { name: 'Vera Visitor', kind: 'visitor' })
  const send = (changes: object) => browser.post(`/classes/${oak}/cards`).type('form').send({ answers_id: marlo, purpose: 'Computing', code: 'CL-4OAK', ...changes })
  expect((await send({ purpose: ' ' }).expect(422)).text).toContain('Enter what the class usually borrows for')
  expect((await send({ purpose: 'wifi password: oak' }).expect(422)).text).toContain('That looks like a password')
  await send({ answers_id: visitor }).expect(404)
  await send({ answers_id: '' }).expect(422)
  expect(await db.selectFrom('class_cards').selectAll().execute()).toEqual([])
})

it('reaches a card only through its own class', async () => {
  const { oak, marlo, browser, db } = await withOak()
  const elm = await addClass(db, 'Year 5 Elm')
  await browser.post(`/classes/${oak}/cards`).type('form').send({ answers_id: marlo, purpose: 'Computing', code: 'CL-4OAK' }).expect(303)
  const { id } = await db.selectFrom('class_cards').select('id').executeTakeFirstOrThrow()
  await browser.get(`/classes/${elm}/cards/${id}`).expect(404)
  await browser.post(`/classes/${elm}/cards/${id}/withdrawal`).expect(404)
})

it('removes a class with its cards while nothing was booked out for it, and keeps it afterwards', async () => {
  const { oak, marlo, browser, db, ...school } = await withOak()
  const elm = await addClass(db, 'Year 5 Elm')
  await browser.post(`/classes/${elm}/cards`).type('form').send({ answers_id: marlo, purpose: 'Computing', code: 'CL-5ELM' }).expect(303)
  await browser.post(`/classes/${elm}/removal`).expect(303)
  expect(await db.selectFrom('tags').select('text').where('what', '=', 'class card').execute()).toEqual([])
  await addDevice(db, 'LT-0001')
  await lend({ ...school, db }, marlo, 'LT-0001')
  await db.updateTable('loans').set({ class_id: oak }).execute()
  const kept = await browser.post(`/classes/${oak}/removal`).expect(422)
  expect(kept.text).toContain('The signing-out book has loans for this class')
  expect((await browser.get(`/classes/${oak}`)).text).not.toContain('Remove Year 4 Oak')
})

it('renames a class, though not to a name that the year has', async () => {
  const { oak, browser, db } = await withOak()
  await addClass(db, 'Year 5 Elm')
  await browser.post(`/classes/${oak}`).type('form').send({ name: 'Year 4 Rowan' }).expect(303)
  expect((await browser.post(`/classes/${oak}`).type('form').send({ name: 'Year 5 elm' }).expect(422)).text).toContain('class of that name already')
})

it('gives the classes of a year as a file that no spreadsheet takes for formulas', async () => {
  const school = await startApp()
  const browser = await signedIn(school, school.lead)
  expect((await browser.get('/classes.csv').expect(200)).text).toBe('\uFEFFClass,School year,Adults,Class cards\r\n')
  const oak = await addClass(school.db, '=Oak')
  for (const name of ['Ada Quill', 'Ben Roe']) await school.db.insertInto('class_people').values({ class_id: oak, person_id: await addPerson(school.db, { name }) }).execute()
  const page = await browser.get('/classes').expect(200)
  const href = /href="(\/classes\.csv[^"]*)"/.exec(page.text)![1]!
  expect((await browser.get(href).expect(200)).text).toContain("'=Oak,2026/27,Ada Quill; Ben Roe,0\r\n")
})
