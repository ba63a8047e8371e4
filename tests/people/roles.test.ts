import { expect, it } from 'vitest'
import type { Role } from '../../src/database/tables.ts'
import { addAccount, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'

const rolesOf = async ({ db }: TestApp, id: string) =>
  (await db.selectFrom('person_roles').select('role').where('person_id', '=', id).orderBy('role').execute()).map(({ role }) => role)

async function schoolWith(roles: Role[]) {
  const school = await startApp()
  const person = await addPerson(school.db, { name: 'Marlo Finch', roles })
  return { ...school, person, browser: await signedIn(school, school.lead) }
}

it('gives and takes roles, signs the person out and writes down which, in ids and codes only', async () => {
  const school = await schoolWith(['staff', 'office'])
  const theirs = await signedIn(school, school.person)
  await theirs.get('/people').expect(200)
  await school.browser.post(`/people/${school.person}/roles`).type('form').send({ roles: ['staff', 'technician'] }).expect(303)
  expect(await rolesOf(school, school.person)).toEqual(['staff', 'technician'])
  await theirs.get('/account').expect(303)
  const event = await school.db.selectFrom('events').selectAll().where('verb', '=', 'roles.changed').executeTakeFirstOrThrow()
  expect(event).toMatchObject({ subject_id: school.person, actor_id: school.lead })
  expect(JSON.parse(event.data)).toEqual({ given: 'technician', taken: 'office' })
})

it('leaves sessions alone when nothing changes', async () => {
  const school = await schoolWith(['staff'])
  const theirs = await signedIn(school, school.person)
  await school.browser.post(`/people/${school.person}/roles`).type('form').send({ roles: 'staff' }).expect(303)
  await theirs.get('/account').expect(200)
})

it('refuses a forged box whole, and keeps what is not the granter’s to take', async () => {
  const school = await schoolWith(['staff', 'head'])
  await school.browser.post(`/people/${school.person}/roles`).type('form').send({ roles: ['office', 'business', 'king'] }).expect(422)
  const business = await addPerson(school.db, { name: 'Bea Business', roles: ['business'] })
  await school.browser.post(`/people/${school.person}/roles`).type('form').send({ roles: ['office', 'business'] }).expect(403)
  expect(await rolesOf(school, school.person)).toEqual(['head', 'staff'])
  await school.browser.post(`/people/${school.person}/roles`).type('form').send({ roles: ['office'] }).expect(303)
  expect(await rolesOf(school, school.person)).toEqual(['head', 'office'])
  await (await signedIn(school, business)).post(`/people/${school.person}/roles`).type('form').send({}).expect(303)
  expect(await rolesOf(school, school.person)).toEqual([])
})

it('lets nobody change their own, not even to fewer', async () => {
  const school = await schoolWith(['head'])
  await (await signedIn(school, school.person)).post(`/people/${school.person}/roles`).type('form').send({ roles: ['head', 'lead'] }).expect(403)
  await (await signedIn(school, school.person)).post(`/people/${school.person}/roles`).type('form').send({}).expect(403)
  expect(await rolesOf(school, school.person)).toEqual(['head'])
})

it('never takes the last lead away; a second one without an account does not count', async () => {
  const school = await schoolWith(['head'])
  const second = await addPerson(school.db, { name: 'Second Lead', roles: ['lead'] })
  const head = await signedIn(school, school.person)
  const refused = await head.post(`/people/${school.lead}/roles`).type('form').send({ roles: 'staff' }).expect(422)
  expect(refused.text).toContain('Wren Calloway is the only computing lead')
  await addAccount(school.db, second)
  await head.post(`/people/${school.lead}/roles`).type('form').send({ roles: 'staff' }).expect(303)
  expect(await rolesOf(school, school.lead)).toEqual(['staff'])
})

it('does not leave a school without a lead when two take each other’s role at once', async () => {
  const school = await schoolWith(['lead'])
  const theirs = await signedIn(school, school.person)
  await Promise.all([
    school.browser.post(`/people/${school.person}/roles`).type('form').send({}),
    theirs.post(`/people/${school.lead}/roles`).type('form').send({}),
  ])
  const leads = await school.db.selectFrom('person_roles').select('person_id').where('role', '=', 'lead').execute()
  expect(leads).toHaveLength(1)
})

it('ends a link that another may have seen when roles grow', async () => {
  const school = await schoolWith(['staff'])
  await addAccount(school.db, school.person, 'three random words')
  const page = await school.browser.post(`/people/${school.person}/account`).expect(200)
  const path = /\/new-password\/[\w-]{43}/.exec(page.text)![0]
  await school.browser.get(path).expect(200)
  await school.browser.post(`/people/${school.person}/roles`).type('form').send({ roles: ['staff', 'head'] }).expect(303)
  await school.browser.get(path).expect(404)
})
