import { expect, it } from 'vitest'
import supertest from 'supertest'
import type { Role } from '../../src/database/tables.ts'
import { addAccount, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'

const linkIn = (text: string) => /\/new-password\/([\w-]{43})/.exec(text)?.[1]
const accountOf = ({ db }: TestApp, id: string) => db.selectFrom('accounts').selectAll().where('person_id', '=', id).executeTakeFirst()

async function schoolWith(name: string, roles: Role[], email?: string | null) {
  const school = await startApp()
  const person = await addPerson(school.db, { name, roles, ...(email !== undefined && { email }) })
  return { ...school, person, browser: await signedIn(school, school.lead) }
}

it('gives an account with a link shown once and mailed', async () => {
  const school = await schoolWith('Marlo Finch', ['staff'])
  const page = await school.browser.post(`/people/${school.person}/account`).expect(200)
  const token = linkIn(page.text)!
  const [letter] = await school.db.selectFrom('outbox').selectAll().execute()
  expect(letter).toMatchObject({ to_address: 'marlo.finch@larkfield.example', subject: 'Choose your password for Kitbook', person_id: school.person })
  expect(linkIn(letter!.body_text)).toBe(token)
  expect(page.headers['cache-control']).toBe('no-store')
  await supertest(school.app).post(`/new-password/${token}`).type('form').send({ password: 'three random words' }).expect(200)
  const events = await school.db.selectFrom('events').select(['verb', 'data']).where('subject_id', '=', school.person).orderBy('id').execute()
  expect(events.map(({ verb }) => verb)).toEqual(['account.given', 'password.chosen'])
  expect(JSON.stringify(events)).not.toContain('Marlo')
})

it.each<[string, Role[], boolean]>([
  ['a teacher', ['staff'], true],
  ['another lead', ['lead'], true],
  ['the head', ['head'], false],
  ['a business manager who teaches', ['staff', 'business'], false],
])('shows a lead the link for %s (%o) who has a password: %s', async (_, roles, shown) => {
  const school = await schoolWith('Somebody', roles)
  await addAccount(school.db, school.person, 'three random words')
  const page = await school.browser.post(`/people/${school.person}/account`).expect(200)
  expect(linkIn(page.text) !== undefined).toBe(shown)
  expect(await school.db.selectFrom('outbox').selectAll().execute()).toHaveLength(1)
})

it('shows nobody who reads the outbox a link in it', async () => {
  const school = await schoolWith('Hester Head', ['head'])
  await addAccount(school.db, school.person, 'three random words')
  await school.browser.post(`/people/${school.person}/account`).expect(200)
  const page = await school.browser.get('/settings/mail').expect(200)
  expect(page.text).toContain('Choose your new Kitbook password')
  expect(linkIn(page.text)).toBeUndefined()
})

it('needs an email address of the person’s own', async () => {
  const school = await schoolWith('Marlo Finch', ['staff'], null)
  const page = await school.browser.post(`/people/${school.person}/account`).expect(422)
  expect(page.text).toContain('an email address first')
  await school.db.updateTable('accounts').set({ email: 'shared@larkfield.example' }).execute()
  await school.db.updateTable('people').set({ email: 'shared@larkfield.example' }).where('id', '=', school.person).execute()
  expect((await school.browser.post(`/people/${school.person}/account`).expect(422)).text).toContain('signs somebody else in')
  expect(await accountOf(school, school.person)).toBeUndefined()
})

it('closes an account, signs it out, and opens it again with a new link', async () => {
  const school = await schoolWith('Marlo Finch', ['staff'])
  await addAccount(school.db, school.person, 'three random words')
  const theirs = await signedIn(school, school.person)
  await theirs.get('/account').expect(200)
  await school.browser.post(`/people/${school.person}/account/closing`).expect(303)
  await theirs.get('/account').expect(303)
  await supertest(school.app).post('/sign-in').type('form').send({ email: 'marlo.finch@larkfield.example', password: 'three random words' }).expect(422)
  expect(linkIn((await school.browser.post(`/people/${school.person}/account`).expect(200)).text)).toBeDefined()
  expect((await accountOf(school, school.person))!.closed_at).toBeNull()
  await theirs.get('/account').expect(303)
})

it('closes neither one’s own account, nor the only lead’s, nor one with roles beyond one’s own to give', async () => {
  const school = await schoolWith('Hester Head', ['head'])
  await addAccount(school.db, school.person)
  await school.browser.post(`/people/${school.lead}/account/closing`).expect(422)
  await school.browser.post(`/people/${school.person}/account/closing`).expect(422)
  const head = await signedIn(school, school.person)
  const refused = await head.post(`/people/${school.lead}/account/closing`).expect(422)
  expect(refused.text).toContain('is the only computing lead')
  expect(await school.db.selectFrom('accounts').select('id').where('closed_at', 'is not', null).execute()).toEqual([])
})

it('moves nobody’s sign-in with an edit of their address, only when somebody who may says so', async () => {
  const school = await schoolWith('Hester Head', ['head'])
  const office = await addPerson(school.db, { name: 'Odette Office', roles: ['office'] })
  await addAccount(school.db, school.person, 'three random words')
  const typed = { name: 'Hester Head', kind: 'staff', email: 'odette.private@larkfield.example' }
  await (await signedIn(school, office)).post(`/people/${school.person}`).type('form').send(typed).expect(303)
  expect((await accountOf(school, school.person))!.email).toBe('hester.head@larkfield.example')
  await school.browser.post(`/people/${school.person}/account/email`).expect(422)
  const business = await addPerson(school.db, { name: 'Bea Business', roles: ['business'] })
  await (await signedIn(school, business)).post(`/people/${school.person}/account/email`).expect(303)
  expect((await accountOf(school, school.person))!.email).toBe('odette.private@larkfield.example')
})
