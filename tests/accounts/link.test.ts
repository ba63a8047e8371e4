import { pino } from 'pino'
import supertest from 'supertest'
import { expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { addAccount, addPerson, signedIn, startApp, type TestApp, TUESDAY } from '../support/app.ts'

const PASSWORD = 'three random words'
const linkIn = (text: string) => /\/new-password\/([\w-]{43})/.exec(text)?.[1]
const letters = ({ db }: TestApp) => db.selectFrom('outbox').selectAll().orderBy('id').execute()

async function schoolWithAccount() {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  await addAccount(school.db, marlo, PASSWORD)
  return { ...school, marlo, email: 'marlo.finch@larkfield.example' }
}

async function forgottenLink(school: TestApp & { email: string }) {
  await supertest(school.app).post('/forgotten').type('form').send({ email: school.email }).expect(200)
  return linkIn((await letters(school)).at(-1)!.body_text)!
}

const choose = (school: TestApp, token: string, password = 'four other random words') =>
  supertest(school.app).post(`/new-password/${token}`).type('form').send({ password })

const signIn = (school: TestApp, email: string, password: string) =>
  supertest(school.app).post('/sign-in').type('form').send({ email, password })

it('mails a link that sets a password once', async () => {
  const school = await schoolWithAccount()
  const token = await forgottenLink(school)
  expect((await supertest(school.app).get(`/new-password/${token}`).expect(200)).text).toContain('Marlo Finch')
  await choose(school, token).expect(200)
  await signIn(school, school.email, 'four other random words').expect(303)
  await signIn(school, school.email, PASSWORD).expect(422)
  await choose(school, token, 'a fifth set of words').expect(404)
  await supertest(school.app).get(`/new-password/${token}`).expect(404)
  await signIn(school, school.email, 'a fifth set of words').expect(422)
})

it('sets one password when a link is used twice at the same instant', async () => {
  const school = await schoolWithAccount()
  const token = await forgottenLink(school)
  const answers = await Promise.all([choose(school, token, 'password of the one'), choose(school, token, 'password of the other')])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404])
})

it('ends a link after a day, with a newer one, with the account and with the last day', async () => {
  const school = await schoolWithAccount()
  const first = await forgottenLink(school)
  const second = await forgottenLink(school)
  await choose(school, first).expect(404)
  await supertest(school.app).get(`/new-password/${second}`).expect(200)
  const { now } = school.clock
  school.clock.now = new Date(now.getTime() + 24 * 3600_000)
  await choose(school, second).expect(404)
  school.clock.now = now
  await school.db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', school.marlo).execute()
  await choose(school, second).expect(404)
  await school.db.updateTable('people').set({ last_day: null }).where('id', '=', school.marlo).execute()
  await school.db.updateTable('accounts').set({ closed_at: now.toISOString() }).where('person_id', '=', school.marlo).execute()
  await choose(school, second).expect(404)
})

it('stores only the hash of a link’s token', async () => {
  const school = await schoolWithAccount()
  const token = await forgottenLink(school)
  const stored = JSON.stringify(await school.db.selectFrom('password_links').selectAll().execute())
  expect(stored).not.toContain(token)
})

it('ends every session of the person with the new password', async () => {
  const school = await schoolWithAccount()
  const browser = await signedIn(school, school.marlo)
  await browser.get('/account').expect(200)
  await choose(school, await forgottenLink(school)).expect(200)
  await browser.get('/account').expect(303)
})

it('refuses a short password and shows the form again, the link still good', async () => {
  const school = await schoolWithAccount()
  const token = await forgottenLink(school)
  const page = await choose(school, token, 'short').expect(422)
  expect(page.text).toContain('Use at least 12 characters')
  expect(page.text).not.toContain('value="short"')
  await choose(school, token).expect(200)
})

it('answers the same, and never before a time that hides the letter’s writing, whether or not the address signs in', async () => {
  const school = await schoolWithAccount()
  const ask = async (email: string) => {
    const began = performance.now()
    const { text, status } = await supertest(school.app).post('/forgotten').type('form').send({ email })
    return { text: text.replaceAll(email, 'EMAIL'), status, took: performance.now() - began }
  }
  const [known, unknown] = [await ask(school.email), await ask('nobody@larkfield.example')]
  expect({ text: unknown.text, status: unknown.status }).toEqual({ text: known.text, status: known.status })
  // A timer may fire a moment early; a slow machine only answers later.
  expect(Math.min(known.took, unknown.took)).toBeGreaterThanOrEqual(290)
  expect(await letters(school)).toHaveLength(1)
})

it('writes no letter for a closed account or after the last day', async () => {
  const school = await schoolWithAccount()
  await school.db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', school.marlo).execute()
  await supertest(school.app).post('/forgotten').type('form').send({ email: school.email }).expect(200)
  await school.db.updateTable('people').set({ last_day: null }).where('id', '=', school.marlo).execute()
  await school.db.updateTable('accounts').set({ closed_at: 'x' }).where('person_id', '=', school.marlo).execute()
  await supertest(school.app).post('/forgotten').type('form').send({ email: school.email }).expect(200)
  expect(await letters(school)).toEqual([])
})

it('leads to the configured address, whatever Host the request claims', async () => {
  const school = await schoolWithAccount()
  for (const headers of [{ Host: 'evil.example' }, { 'X-Forwarded-Host': 'evil.example' }, { 'Forwarded': 'host=evil.example' }]) {
    await supertest(school.app).post('/forgotten').set(headers).type('form').send({ email: school.email }).expect(200)
  }
  for (const { body_text, body_html } of await letters(school)) {
    expect(body_text).toContain('http://localhost:3000/new-password/')
    expect(body_text + body_html).not.toContain('evil')
  }
})

it('answers six requests for one address in a quarter of an hour with "too many", known or not', async () => {
  const school = await schoolWithAccount()
  for (const email of [school.email, 'nobody@larkfield.example']) {
    const ask = () => supertest(school.app).post('/forgotten').type('form').send({ email })
    const answers = await Promise.all(Array.from({ length: 6 }, ask))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 429])
  }
})

it('limits guesses at a link', async () => {
  const school = await startApp()
  const tries = Array.from({ length: 21 }, () => choose(school, 'x'.repeat(43)))
  const answers = await Promise.all(tries)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
})

it('limits wrong passwords at sign-in an account', async () => {
  const school = await schoolWithAccount()
  for (let i = 0; i < 10; i++) await signIn(school, school.email, 'wrong')
  await signIn(school, school.email, PASSWORD).expect(429)
})

it('leaves a link out of the log', async () => {
  const school = await schoolWithAccount()
  const token = await forgottenLink(school)
  const lines: string[] = []
  const app = createApp({
    schools: schoolsOf(school.db, null), config: readConfig({ NODE_ENV: 'test' }), clock: () => TUESDAY, setUpCode: 'x',
    log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
  })
  await supertest(app).get(`/new-password/${token}`).expect(200)
  await supertest(app).post(`/new-password/${token}`).type('form').send({ password: 'three random words' }).expect(200)
  expect(lines.filter((line) => line.includes('/new-password/…'))).toHaveLength(2)
  expect(lines.join('')).not.toContain(token)
})
