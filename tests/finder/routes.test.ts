import supertest from 'supertest'
import { expect, test } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, atDesk, signedIn, startApp } from '../support/app.ts'
import { addBadge } from '../support/desk-school.ts'

test('a stranger reads where to hand it in, the same for every code, and nothing about it', async () => {
  const { app, db } = await startApp()
  await writeSettings(db, { school_address: '1 Larkfield Lane <b>' })
  await addDevice(db, 'LT-0427')
  const known = await supertest(app).get('/t/LT-0427')
  const unknown = await supertest(app).get('/T/NOPE-1')
  expect(known.status).toBe(200)
  expect(known.text).toContain('Larkfield Primary School')
  expect(known.text).toContain('href="tel:01632960123"')
  expect(known.text).toContain('1 Larkfield Lane &lt;b&gt;')
  expect(known.text).toContain('Please hand it in or call')
  expect(known.headers['x-robots-tag']).toBe('noindex, nofollow')
  expect(unknown.text).toBe(known.text)
  expect(unknown.status).toBe(known.status)
  expect(known.text).not.toContain('LT-0427')
  const asSent = ({ headers: { date: _date, 'ratelimit-remaining': _left, 'ratelimit-reset': _reset, ratelimit: _limit, ...rest } }: typeof known) => rest
  expect(asSent(unknown)).toEqual(asSent(known))
  expect(known.headers['set-cookie']).toBeUndefined()
  expect(known.headers['cache-control']).toBe('no-store')
})

test('somebody who may see the devices is led to the device, or the set, of any text on it', async () => {
  const school = await startApp()
  const { db } = school
  const device_id = await addDevice(db, 'LT-0427')
  await db.insertInto('tags').values({ text: '5CD1', what: 'serial', device_id, set_id: null, person_id: null, class_card_id: null, created_at: '' }).execute()
  await db.insertInto('sets').values({ id: 's', code: 'IT-0001', name: 'iPad trolley 1', place: '', slots: 16 }).execute()
  await db.insertInto('tags').values({ text: 'IT-0001', what: 'code', device_id: null, set_id: 's', person_id: null, class_card_id: null, created_at: '' }).execute()
  const teacher = await signedIn(school, await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] }))
  expect((await teacher.get('/t/lt-0427')).headers['location']).toBe('/devices/LT-0427')
  expect((await teacher.get('/t/5CD1')).headers['location']).toBe('/devices/LT-0427')
  expect((await teacher.get('/T/IT-0001')).headers['location']).toBe('/sets/IT-0001')
  expect((await teacher.get('/t/NOPE')).text).toContain('Please hand it in or call')
})

test('whoever registers devices is led from a blank tag to registering it; a badge is none', async () => {
  const school = await startApp()
  const lead = await signedIn(school, school.lead)
  expect((await lead.get('/t/lt-0999')).headers['location']).toBe('/devices/new?code=LT-0999')
  expect((await lead.get('/devices/new?code=LT-0999')).text).toContain('value="LT-0999"')
  await addBadge(school.db, school.lead, 'P-0001')
  expect((await lead.get('/t/P-0001')).text).toContain('Please hand it in or call')
  expect((await lead.get('/t/%3Cscript%3E')).text).toContain('Please hand it in or call')
})

test('an account without a role and a desk are strangers here', async () => {
  const school = await startApp()
  await addDevice(school.db, 'LT-0427')
  const nobody = await signedIn(school, await addPerson(school.db, { name: 'Imogen Vale' }))
  expect((await nobody.get('/t/LT-0427')).status).toBe(200)
  expect((await (await atDesk(school)).get('/t/LT-0427')).status).toBe(200)
})

test('sixty pages a minute are enough for a stranger; those who are signed in are not counted', async () => {
  const school = await startApp()
  const { app } = school
  const statuses = []
  for (let i = 0; i < 61; i++) statuses.push((await supertest(app).get(`/t/LT-${i}`)).status)
  expect([statuses[59], statuses[60]]).toEqual([200, 429])
  expect((await (await signedIn(school, school.lead)).get('/t/LT-1')).status).toBe(303)
})

test('robots are sent away', async () => {
  const { app } = await startApp()
  expect((await supertest(app).get('/robots.txt')).text).toBe('User-agent: *\nDisallow: /\n')
})
