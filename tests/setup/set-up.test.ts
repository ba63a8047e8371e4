import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import supertest from 'supertest'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { openFile } from '../../src/database/open.ts'
import { openSchools } from '../../src/schools/schools.ts'
import { appOn, signedIn, startApp, TUESDAY } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'

const CODE = 'TEST-CODE-2345'
const SCHOOL = {
  school_name: 'Larkfield Primary School', school_phone: '01632 960123', name: 'Wren Calloway',
  email: 'wren@larkfield.example', password: 'three random words',
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'kitbook-set-up-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

async function emptySchool() {
  const db = await freshDatabase()
  return { db, app: appOn(db, { now: TUESDAY }, join(folder(), 'demo.db')) }
}

const claim = (app: Parameters<typeof supertest>[0], fields: object) => supertest(app).post('/set-up').type('form').send({ ...SCHOOL, ...fields })

it('is claimed only with the code, once, and is closed for ever after', async () => {
  const { db, app } = await emptySchool()
  await claim(app, { code: 'AAAA-BBBB-CCCC' }).expect(422)
  await claim(app, { code: [CODE, CODE] }).expect(422)
  expect(await db.selectFrom('people').selectAll().execute()).toEqual([])
  await claim(app, { code: 'test code 2345' }).expect(303)
  await claim(app, { code: CODE, email: 'another@larkfield.example' }).expect(404)
  await supertest(app).get('/set-up').expect(404)
  await supertest(app).post('/demonstration').type('form').send({ code: CODE }).expect(404)
  expect(await db.selectFrom('accounts').select('email').execute()).toEqual([{ email: SCHOOL.email }])
})

it('is claimed once by twenty who send the code at the same moment', async () => {
  const { db, app } = await emptySchool()
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => claim(app, { code: CODE, email: `lead${i}@larkfield.example` })))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(await db.selectFrom('accounts').selectAll().execute()).toHaveLength(1)
})

it('takes twenty wrong codes from an address and then none for a quarter of an hour', async () => {
  const { app } = await emptySchool()
  for (let i = 0; i < 20; i++) await claim(app, { code: `WRONG-${i}` }).expect(422)
  await claim(app, { code: CODE }).expect(429)
})

it('gives back what was typed, but no password, beside what is wrong', async () => {
  const { app } = await emptySchool()
  for (const path of ['/set-up', '/demonstration']) {
    const { text } = await supertest(app).post(path).type('form').send({ ...SCHOOL, code: 'wrong' }).expect(422)
    expect(text).toContain('That is not the code')
    expect(text).toContain('Larkfield Primary School')
    expect(text).not.toContain(SCHOOL.password)
  }
})

it('says how Kitbook is opened to the school’s network, and opens the demonstration with the code typed above', async () => {
  const { app } = await emptySchool()
  const { text } = await supertest(app).get('/set-up').expect(200)
  expect(text).toContain('HOST=0.0.0.0')
  expect(text).toContain('form="set-up" formaction="/demonstration"')
})

it('makes one demonstration for two clicks, which leaves the school empty and goes away without a trace', async () => {
  const { db, app } = await emptySchool()
  const open = () => supertest(app).post('/demonstration').type('form').send({ code: CODE })
  const [first, second] = await Promise.all([open(), open()])
  expect([first.status, second.status].toSorted()).toEqual([303, 303])
  const browser = supertest.agent(app).set('Cookie', first.headers['set-cookie']![0]!.split(';')[0]!)
  expect((await browser.get('/').expect(200)).text).toContain('demonstration')
  expect(await db.selectFrom('people').selectAll().execute()).toEqual([])
  await browser.post('/demonstration/throw-away').expect(303)
  await supertest(app).get('/').expect(303).expect('Location', '/set-up')
})

it('does not throw away a school that is no demonstration', async () => {
  const school = await startApp()
  const browser = await signedIn(school, school.lead)
  await browser.post('/demonstration/throw-away').expect(403)
})

it('shows a school that has its own people by now, not a demonstration that was left open', async () => {
  const config = readConfig({ DATA_DIR: folder() })
  const schools = await openSchools(config)
  await claim(appOn((await schools.find('')).db, { now: TUESDAY }), { code: CODE }).expect(303)
  await schools.close()
  await openFile(config.demoFile).destroy()
  const again = await openSchools(config)
  expect((await again.find('')).settings.school_name).toBe('Larkfield Primary School')
  await again.close()
})
