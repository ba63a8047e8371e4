import { expect, test } from 'vitest'
import { enterAgreement } from '../support/agreements.ts'
import { addAccount, addClass, addDevice, addPerson, signedIn } from '../support/app.ts'
import { addClassCard } from '../support/desk-school.ts'
import { atReception } from '../support/reception.ts'

test('a name that nobody has goes straight to the form, with today and the next card in it', async () => {
  const { office } = await atReception()
  const answer = await office.get('/reception?name=Piers%20Hollis')
  expect(answer.headers['location']).toBe('/reception/new?name=Piers+Hollis')
  const page = (await office.get(answer.headers['location']!)).text
  for (const typed of ['Piers Hollis', '24 11 2026', '1']) expect(page).toContain(`value="${typed}"`)
})

test('somebody new is added, with their card for today and whoever answers for them, once', async () => {
  const { arrive, cards, person, marlo, db } = await atReception()
  const form_key = 'a-form-key-of-sixteen'
  for (let i = 0; i < 2; i++) expect((await arrive({ name: 'Piers Hollis', form_key })).headers['location']).toBe('/reception?done=given')
  const { id, kind, first_day, last_day } = await person('Piers Hollis')
  expect([kind, first_day, last_day]).toEqual(['supply', '2026-11-24', '2026-11-24'])
  expect((await cards()).map((card) => [card.person_id, card.answers_id, card.number, card.day])).toEqual([[id, marlo, 3, '2026-11-24']])
  const verbs = await db.selectFrom('events').select('verb').where('subject_id', '=', id).orderBy('id').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['person.added', 'supply-card.given'])
})

test('two who send the same form at once make one person', async () => {
  const { arrive, cards, db } = await atReception()
  const form_key = 'a-form-key-of-sixteen'
  await Promise.all(Array.from({ length: 5 }, () => arrive({ name: 'Piers Hollis', form_key })))
  expect(await cards()).toHaveLength(1)
  expect(await db.selectFrom('people').select('id').where('name', '=', 'Piers Hollis').execute()).toHaveLength(1)
})

test('whoever has still to sign goes on to the agreement', async () => {
  const kit = await atReception()
  await enterAgreement(kit)
  const answer = await kit.arrive({ name: 'Piers Hollis' })
  expect(answer.headers['location']).toBe(`/agreements/reception?person=${(await kit.person('Piers Hollis')).id}`)
})

test('somebody who was here last term is found and keeps one history, but no role and no session', async () => {
  const kit = await atReception()
  const { db, office, arrive } = kit
  const gone = await addPerson(db, { name: 'Imogen Vale', roles: ['lead', 'staff'], last_day: '2026-07-21' })
  await addAccount(db, gone)
  const old = await signedIn(kit, gone)
  const page = (await office.get('/reception?name=vale')).text
  expect(page).toContain(`href="/reception/new?person=${gone}"`)
  expect(page).toContain('here until Tue 21 Jul')
  expect((await office.get(`/reception/new?person=${gone}`)).text).toMatch(/value="supply"\s+checked/)
  await arrive({ person_id: gone })
  expect(await kit.person('Imogen Vale')).toMatchObject({ id: gone, kind: 'supply', last_day: '2026-11-24' })
  const roles = await db.selectFrom('person_roles').select('role').where('person_id', '=', gone).execute()
  expect(roles).toEqual([{ role: 'staff' }])
  expect((await old.get('/')).headers['location']).toMatch(/^\/sign-in/)
})

test('a colleague who forgot their badge gets a card, and nothing about them changes', async () => {
  const { office, arrive, marlo, person, cards } = await atReception()
  expect((await office.get(`/reception/new?person=${marlo}`)).text).toContain('name="kind" value="staff"')
  const before = await person('Marlo Finch')
  expect((await arrive({ person_id: marlo, kind: 'staff', answers_id: '' })).status).toBe(303)
  expect(await person('Marlo Finch')).toEqual(before)
  expect((await cards())[0]).toMatchObject({ person_id: marlo, answers_id: null })
})

test('in a class whoever the school says for it answers: by its card, else its adults', async () => {
  const kit = await atReception()
  const { db, arrive, cards } = kit
  const [oak, elm, ash] = [await addClass(db, 'Year 4 Oak'), await addClass(db, 'Year 5 Elm'), await addClass(db, 'Year 4 Ash')]
  const wren = kit.lead
  await addClassCard(db, 'CL-4OAK', oak, wren, 'Maths')
  await db.insertInto('class_people').values({ class_id: elm, person_id: kit.marlo }).execute()
  await arrive({ name: 'Piers Hollis', class_id: oak, answers_id: '', number: '1' })
  await arrive({ name: 'Odile Marsh', class_id: elm, answers_id: '', number: '2' })
  expect((await cards()).map(({ answers_id, class_id }) => [answers_id, class_id])).toEqual([[wren, oak], [kit.marlo, elm]])
  const nobody = await arrive({ name: 'Ivo Lund', class_id: ash, answers_id: '', number: '3' })
  expect([nobody.status, nobody.text.includes('No member of staff answers for that class yet')]).toEqual([422, true])
  expect(nobody.text).toContain(`<option value="${ash}" selected`)
})

test.each([
  [{ name: '' }, 'Enter the name'], [{ name: 'password: oak' }, 'password'], [{ name: 'Piers Hollis', answers_id: '' }, 'Choose the member of staff who answers'],
  [{ name: 'Piers Hollis', last_day: '1 9 2026' }, 'That day has passed'], [{ name: 'Piers Hollis', last_day: 'soon' }, 'Write a day'],
  [{ name: 'Piers Hollis', kind: 'staff' as const }, 'Staff are added under People'],
])('%o is refused, and nothing is written', async (typed, words) => {
  const { arrive, cards, db } = await atReception()
  const before = (await db.selectFrom('people').select('id').execute()).length
  const answer = await arrive(typed)
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  expect(await cards()).toEqual([])
  expect(await db.selectFrom('people').select('id').execute()).toHaveLength(before)
})

test('what a card’s holder books out is answered for by the card’s adult, who stands at the desk and can be another there', async () => {
  const { arrive, scanAt, desk, db, clock, marlo, lead } = await atReception()
  for (const code of ['LT-0001', 'LT-0002']) await addDevice(db, code)
  await arrive({ name: 'Piers Hollis', kind: 'visitor' })
  expect(await scanAt('SUPPLY-3')).toContain('Marlo Finch answers')
  const tap = (path: string, fields: Record<string, string>) => desk.post(`/desk/${path}`).set('HX-Request-Type', 'partial').type('form').send(fields)
  await tap('purpose', { id: 'purpose-of-a-tap-1', purpose: 'Music', class_id: '' })
  await scanAt('LT-0001')
  await tap('answers', { id: 'answers-of-a-tap-1', answers_id: lead })
  clock.now = new Date(clock.now.getTime() + 5000)
  await scanAt('LT-0002')
  const loans = await db.selectFrom('loans as l').innerJoin('people as p', 'p.id', 'l.borrower_id').select(['p.name', 'l.answers_id']).orderBy('l.id').execute()
  expect(loans).toEqual([{ name: 'Piers Hollis', answers_id: marlo }, { name: 'Piers Hollis', answers_id: lead }])
})

test('booked out by the office on a device’s page, the card’s adult answers too; once they have left, nobody does', async () => {
  const { arrive, office, db, marlo, person } = await atReception()
  const [first, second] = [await addDevice(db, 'LT-0001'), await addDevice(db, 'LT-0002')]
  await arrive({ name: 'Piers Hollis', kind: 'visitor' })
  const { id: borrower_id } = await person('Piers Hollis')
  const book = (device_id: string, form_key: string) => office.post('/loans').type('form').send({ device_id, borrower_id, purpose: 'Music', form_key })
  expect((await book(first, 'a-form-key-of-sixteen')).status).toBe(303)
  await db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', marlo).execute()
  const refused = await book(second, 'another-key-of-sixteen')
  expect([refused.status, refused.text.includes('A member of staff answers for a visitor’s loan')]).toEqual([422, true])
  expect(await db.selectFrom('loans').select('answers_id').execute()).toEqual([{ answers_id: marlo }])
})

test('whoever is away with a return arranged answers for nobody: not in the lists, not by the class, not by the card', async () => {
  const kit = await atReception()
  const { db, office, marlo, arrive, scanAt } = kit
  const oak = await addClass(db, 'Year 4 Oak')
  await addClassCard(db, 'CL-4OAK', oak, marlo, 'Maths')
  await addDevice(db, 'LT-0001')
  await arrive({ name: 'Piers Hollis', kind: 'visitor' })
  await db.insertInto('absences').values({
    id: 'away', person_id: marlo, by_day: '2026-12-18', how: 'collected', made_at: kit.clock.now.toISOString(), made_by_id: kit.lead, done_at: null, done_by_id: null,
  }).execute()
  expect((await office.get('/reception/new?name=Odile')).text).not.toContain(`<option value="${marlo}"`)
  expect((await arrive({ name: 'Odile Marsh', class_id: oak, answers_id: '', number: '4' })).text).toContain('No member of staff answers for that class yet')
  expect((await arrive({ name: 'Odile Marsh', answers_id: marlo, number: '4' })).text).toContain('Choose a member of staff from the list')
  expect(await scanAt('SUPPLY-3')).not.toContain('Marlo Finch answers')
  expect(await scanAt('LT-0001')).toContain('Who answers for Piers Hollis?')
})

test('whoever has a card for the day is on no list of leavers, and needs no clearance', async () => {
  const { office, arrive } = await atReception()
  await arrive({ name: 'Piers Hollis' })
  for (const path of ['/leavers', '/leavers?show=gone', '/leavers.csv']) expect((await office.get(path)).text).not.toContain('Piers Hollis')
})
