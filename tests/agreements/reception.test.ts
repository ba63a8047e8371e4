import supertest from 'supertest'
import { expect, test } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addAccount, addPerson, signedIn, startApp, TUESDAY } from '../support/app.ts'

const SIGNED = { full_name: 'Imogen Vale', job_title: 'Supply teacher', read: '1', form_key: 'a-form-key-of-sixteen' }

async function school() {
  const kit = await startApp()
  await writeSettings(kit.db, { agreement_before_account: false })
  const id = await enterAgreement(kit)
  const tamsin = await addPerson(kit.db, { name: 'Tamsin Orchard', roles: ['office'] })
  await addAccount(kit.db, tamsin)
  const imogen = await addPerson(kit.db, { name: 'Imogen Vale', kind: 'supply' })
  const office = await signedIn(kit, tamsin)
  const handOver = () => office.post('/agreements/reception').type('form').send({ person_id: imogen })
  /** The iPad as it is handed over: with the cookies that it was given, and no others. */
  const ipad = (answer: supertest.Response) => {
    const cookie = /kitbook-signing=[^;]+/.exec(String(answer.headers['set-cookie']))![0]
    return supertest.agent(kit.app).set('Cookie', cookie)
  }
  const signatures = () => kit.db.selectFrom('signatures').selectAll().execute()
  return { ...kit, id, tamsin, imogen, office, handOver, ipad, signatures }
}

test('the office hands over its screen, and with it goes nothing but the agreement', async () => {
  const { office, handOver, ipad, imogen, tamsin, signatures } = await school()
  expect((await office.get('/agreements/reception')).text).toContain(`<option value="${imogen}"`)
  const answer = await handOver()
  expect(answer.headers['location']).toBe('/agreements/reception/sign')
  const screen = ipad(answer)
  const page = (await screen.get('/agreements/reception/sign')).text
  expect(page).toContain('For <strong>Imogen Vale</strong>')
  expect([...page.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['#main'])
  expect((await screen.post('/agreements/reception/sign').type('form').send(SIGNED)).status).toBe(303)
  expect((await screen.post('/agreements/reception/sign').type('form').send(SIGNED)).status).toBe(303)
  expect((await screen.get('/agreements/reception/sign')).text).toContain('Thank you, hand it back')
  expect((await signatures()).map(({ person_id, how, recorded_by_id }) => [person_id, how, recorded_by_id])).toEqual([[imogen, 'reception', tamsin]])
})

test('whoever has the screen gets no further without signing in, and the office’s own session has ended', async () => {
  const { office, handOver, ipad } = await school()
  const screen = ipad(await handOver())
  for (const path of ['/', '/people', '/agreements', '/agreements/reception', '/account', '/desk']) {
    for (const browser of [screen, office]) expect((await browser.get(path)).headers['location']).toMatch(/^\/sign-in/)
  }
})

test('the screen is good for one signature and for half an hour', async () => {
  const { handOver, ipad, clock, signatures } = await school()
  const screen = ipad(await handOver())
  await screen.post('/agreements/reception/sign').type('form').send(SIGNED)
  await screen.post('/agreements/reception/sign').type('form').send({ ...SIGNED, form_key: 'another-key-of-sixteen' })
  expect(await signatures()).toHaveLength(1)
  clock.now = new Date(TUESDAY.getTime() + 30 * 60_000)
  const late = await screen.get('/agreements/reception/sign')
  expect([late.status, late.text.includes('hand it back to the office')]).toEqual([404, true])
  expect((await screen.post('/agreements/reception/sign').type('form').send(SIGNED)).status).toBe(404)
})

test('a wrong name or no tick is said beside the field; a screen that was handed to nobody signs nothing', async () => {
  const { handOver, ipad, signatures, app } = await school()
  const screen = ipad(await handOver())
  const wrong = await screen.post('/agreements/reception/sign').type('form').send({ ...SIGNED, full_name: 'Tamsin Orchard', read: undefined })
  expect([wrong.status, wrong.text.includes('Tick that you have read it'), wrong.text.includes('value="Tamsin Orchard"')]).toEqual([422, true, true])
  expect((await screen.post('/agreements/reception/sign').type('form').send({ ...SIGNED, full_name: 'Tamsin Orchard' })).text).toContain('Type your own name')
  for (const browser of [supertest.agent(app), supertest.agent(app).set('Cookie', 'kitbook-signing=guessed')]) {
    expect((await browser.get('/agreements/reception/sign')).status).toBe(404)
    expect((await browser.get('/agreements/reception/file')).status).toBe(404)
    expect((await browser.post('/agreements/reception/sign').type('form').send(SIGNED)).status).toBe(404)
  }
  expect(await signatures()).toEqual([])
})

test.each([['', 'Choose who signs'], ['nobody', 'Choose somebody who is asked to sign']])('“%s” is handed nothing, and the office stays signed in', async (person_id, words) => {
  const { office } = await school()
  const answer = await office.post('/agreements/reception').type('form').send({ person_id })
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  expect((await office.get('/agreements')).status).toBe(200)
})
