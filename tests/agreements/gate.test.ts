import supertest from 'supertest'
import { expect, test } from 'vitest'
import { isOpenToAll } from '../../src/agreements/gate.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addAccount, addPerson, atDesk, signedIn, startApp } from '../support/app.ts'

const SIGNED = { full_name: 'Marlo Finch', job_title: 'Teacher', read: '1', form_key: 'a-form-key-of-sixteen' }

async function school() {
  const kit = await startApp()
  const id = await enterAgreement(kit)
  const marlo = await addPerson(kit.db, { name: 'Marlo Finch', roles: ['staff'] })
  await kit.db.updateTable('accounts').set({ created_at: '2026-09-01T08:00:00.000Z' }).execute()
  const own = await signedIn(kit, marlo)
  const to = async (path: string) => (await own.get(path)).headers['location']
  return { ...kit, id, marlo, own, to, sign: `/agreements/${id}/sign` }
}

test.each([
  ['/account', true], ['/account/password', true], ['/sign-out', true], ['/agreements/x/sign', true], ['/agreements/x/file', true], ['/t/LT-1', true],
  ['/', false], ['/agreements', false], ['/agreements/x', false], ['/agreements/x/end', false], ['/accounts', false], ['/devices', false], ['/people/x/account', false],
])('before signing %s is open: %s', (path, open) => expect(isOpenToAll(path)).toBe(open))

test('a new account is of no use before its owner has signed, and of every use after', async () => {
  const { to, own, sign, db } = await school()
  for (const path of ['/', '/devices', '/loans/new', '/calendar', '/end-of-day']) expect(await to(path)).toBe(sign)
  expect((await own.post('/loans').type('form').send({})).headers['location']).toBe(sign)
  expect((await own.get('/').set('HX-Request', 'true')).headers['hx-redirect']).toBe(sign)
  expect((await own.get('/account')).status).toBe(200)
  expect((await own.get(sign)).text).toContain('Sign the agreement')
  await own.post(sign).type('form').send(SIGNED)
  expect((await own.get('/')).status).toBe(200)
  expect(await db.selectFrom('loans').select('id').execute()).toEqual([])
})

test('the sign-in itself leads to the agreement', async () => {
  const { app, db, sign } = await school()
  await addAccount(db, await addPerson(db, { name: 'Imogen Vale', roles: ['staff'] }), 'three random words here')
  const browser = supertest.agent(app)
  const signIn = await browser.post('/sign-in').type('form').send({ email: 'imogen.vale@larkfield.example', password: 'three random words here', next: '/devices' })
  expect(signIn.headers['location']).toBe('/devices')
  expect((await browser.get('/devices')).headers['location']).toBe(sign)
  expect((await browser.post('/sign-out')).headers['location']).toBe('/sign-in')
})

test('the account that set the school up is never shut out, nor anybody while there is no agreement', async () => {
  const { db, own, ...kit } = await school()
  expect((await (await signedIn({ db, ...kit }, kit.lead)).get('/')).status).toBe(200)
  await db.updateTable('agreements').set({ ended_at: kit.clock.now.toISOString() }).execute()
  expect((await own.get('/')).status).toBe(200)
})

test('nobody is led to it where the school does not want that, or only warns so far', async () => {
  const { db, to, sign } = await school()
  await writeSettings(db, { agreement_before_account: false })
  expect(await to('/')).toBeUndefined()
  await writeSettings(db, { agreement_before_account: true, agreement_warn_until: '2026-11-25' })
  expect(await to('/')).toBeUndefined()
  await writeSettings(db, { agreement_warn_until: '2026-11-24' })
  expect(await to('/')).toBe(sign)
})

test('a signature that has run out is asked for again', async () => {
  const { own, sign, to, clock, ...kit } = await school()
  await own.post(sign).type('form').send(SIGNED)
  clock.now = new Date('2027-11-25T09:00:00.000Z')
  const later = await signedIn({ clock, ...kit }, kit.marlo)
  expect((await later.get('/')).headers['location']).toBe(sign)
  expect((await later.get(sign)).text).toContain('To be signed again')
  await later.post(sign).type('form').send({ ...SIGNED, form_key: 'another-key-of-sixteen' })
  expect((await later.get('/')).status).toBe(200)
  expect(to).toBeDefined()
})

test('a desk goes on as it was: it is everybody’s', async () => {
  const kit = await school()
  const desk = await atDesk(kit)
  expect((await desk.get('/desk')).status).toBe(200)
})

test('what the unsigned may do is set on a page of its own, and nothing wrong is kept', async () => {
  const { db, ...kit } = await school()
  const head = await signedIn({ db, ...kit }, kit.lead)
  const send = (fields: Record<string, string>) => head.post('/settings/agreements').type('form').send(fields)
  expect((await head.get('/settings/agreements')).text).toMatch(/value="borrow here"\s* checked/)
  const wrong = await send({ unsigned_may: 'everything', agreement_warn_until: 'soon' })
  expect([wrong.status, wrong.text.includes('Choose what they may do'), wrong.text.includes('Write a day'), wrong.text.includes('value="soon"')]).toEqual([422, true, true, true])
  expect((await send({ unsigned_may: 'nothing', agreement_warn_until: '1 2 2027' })).status).toBe(303)
  const kept = new Map((await db.selectFrom('settings').selectAll().execute()).map(({ key, value }) => [key, JSON.parse(value)]))
  expect([kept.get('unsigned_may'), kept.get('agreement_warn_until'), kept.get('agreement_before_account')]).toEqual(['nothing', '2027-02-01', false])
})
