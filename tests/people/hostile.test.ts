import { expect, it } from 'vitest'
import { addClass, addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { lend } from '../support/loans.ts'

const EVIL = `<script>alert(1)</script>"'><img src=x onerror=alert(1)> Ⓔvil`

it('shows a name that is a script as a name, on every page and in every letter', async () => {
  const school = await startApp()
  const { db, lead } = school
  const evil = await addPerson(db, { name: EVIL, roles: ['staff'], email: 'evil@larkfield.example' })
  await db.updateTable('people').set({ job_title: EVIL }).where('id', '=', evil).execute()
  const oak = await addClass(db, EVIL)
  await db.insertInto('class_people').values({ class_id: oak, person_id: evil }).execute()
  await addDevice(db, 'LT-0001')
  await lend(school, evil, 'LT-0001')
  await db.updateTable('loans').set({ purpose: EVIL, class_id: oak }).execute()
  const browser = await signedIn(school, lead)
  await browser.post(`/classes/${oak}/cards`).type('form').send({ answers_id: evil, purpose: 'Computing', code: 'CL-1' }).expect(303)
  const { id: card } = await db.selectFrom('class_cards').select('id').executeTakeFirstOrThrow()
  const given = await browser.post(`/people/${evil}/account`).expect(200)
  const link = /\/new-password\/[\w-]{43}/.exec(given.text)![0]
  const pages = [
    '/people', '/people?q=Ⓔvil', `/people/${evil}`, `/people/${evil}/edit`, '/people/new', '/classes', `/classes/${oak}`, `/classes/${oak}/cards/new`,
    `/classes/${oak}/cards/${card}`, '/settings/mail', link, `/people?q=${encodeURIComponent(EVIL)}`,
  ]
  const seen = [given.text, (await db.selectFrom('outbox').select('body_html').executeTakeFirstOrThrow()).body_html]
  for (const page of pages) seen.push((await browser.get(encodeURI(decodeURI(page))).expect(200)).text)
  const theirs = await signedIn(school, evil)
  seen.push((await theirs.get('/account').expect(200)).text)
  for (const html of seen) {
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toMatch(/<script>alert|<img src=x/)
  }
})

it('names a badge that is taken without letting its owner’s name through as a tag', async () => {
  const school = await startApp()
  const evil = await addPerson(school.db, { name: EVIL })
  const marlo = await addPerson(school.db, { name: 'Marlo Finch' })
  const browser = await signedIn(school, school.lead)
  await browser.post(`/people/${evil}/badge`).type('form').send({ code: 'P-0001' }).expect(303)
  const { text } = await browser.post(`/people/${marlo}/badge`).type('form').send({ code: 'P-0001' }).expect(422)
  expect(text).toContain('P-0001 is the badge of &lt;script&gt;')
  expect(text).not.toContain('<script>alert')
})

it('passes through search and paging whatever is typed there as text', async () => {
  const school = await startApp()
  const browser = await signedIn(school, school.lead)
  for (const typed of [`' or 1=1 --`, `%' union select`, `\\`, `"`, `a'b`]) {
    await browser.get('/people').query({ q: typed, class: typed, kind: typed, after: typed }).expect(200)
  }
  expect((await browser.get('/people').query({ q: `' or 1=1 --` })).text).toContain('0 people')
})
