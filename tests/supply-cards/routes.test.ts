import { expect, test } from 'vitest'
import { listOut } from '../../src/supply-cards/store.ts'
import { addPerson, atDesk, signedIn, startApp } from '../support/app.ts'

const KEY = 'a-form-key-of-sixteen'

async function school() {
  const kit = await startApp()
  const { db } = kit
  const office = await signedIn(kit, await addPerson(db, { name: 'Tamsin Orchard', roles: ['office'] }))
  const imogen = await addPerson(db, { name: 'Imogen Vale', kind: 'supply' })
  const desk = await atDesk(kit)
  const give = (number: string, person_id = imogen, form_key = KEY) => office.post('/supply-cards').type('form').send({ number, person_id, form_key })
  const scanAt = async (code: string) => (await desk.post('/desk/scans').set('HX-Request-Type', 'partial').type('form')
    .send({ id: `scan-${kit.clock.now.getTime()}-${code}`, lane: 'desk', code })).text
  const cards = () => db.selectFrom('supply_cards').selectAll().execute()
  return { ...kit, office, imogen, desk, give, scanAt, cards }
}

test('a card that is handed out is the person’s badge until the end of the day', async () => {
  const { give, scanAt, clock, office, db } = await school()
  expect(await scanAt('SUPPLY-3')).toContain('Nobody knows')
  expect((await give('3')).headers['location']).toBe('/supply-cards?done=given')
  expect((await office.get('/supply-cards?done=given')).text).toContain('<b>Supply 3</b>')
  clock.now = new Date('2026-11-24T17:00:00Z')
  expect(await scanAt('SUPPLY-3')).toContain('Imogen Vale')
  clock.now = new Date('2026-11-25T08:30:00Z')
  expect(await scanAt('SUPPLY-3')).toContain('Nobody knows')
  expect(await listOut(db, '2026-11-25')).toEqual([])
})

test('a card taken back is nobody’s, and can be handed to somebody else', async () => {
  const { give, scanAt, office, cards, clock, db } = await school()
  await give('3')
  const { id } = (await cards())[0]!
  await office.post(`/supply-cards/${id}/return`).type('form').send({})
  await office.post(`/supply-cards/${id}/return`).type('form').send({})
  expect(await scanAt('SUPPLY-3')).toContain('Nobody knows')
  const piers = await addPerson(db, { name: 'Piers Hollis', kind: 'supply' })
  await give('3', piers, 'another-key-of-sixteen')
  clock.now = new Date(clock.now.getTime() + 10_000)
  expect(await scanAt('SUPPLY-3')).toContain('Piers Hollis')
  const verbs = await db.selectFrom('events').select('verb').where('verb', 'like', 'supply-card.%').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['supply-card.given', 'supply-card.back', 'supply-card.given'])
})

test('a card is with one person, and a person has one card; nothing typed is lost', async () => {
  const { give, office, db, imogen, cards } = await school()
  const piers = await addPerson(db, { name: 'Piers Hollis' })
  await give('2')
  const taken = await give('SUPPLY-2', piers, 'another-key-of-sixteen')
  expect(taken.status).toBe(422)
  expect(taken.text).toContain('Supply 2 is with Imogen Vale')
  expect(taken.text).toContain(`<option value="${piers}" selected`)
  expect((await give('4', imogen, 'a-third-key-of-sixteen')).text).toContain('Imogen Vale has Supply 2 already')
  expect((await office.get('/supply-cards')).text).toMatch(/name="number"[^>]*value="1"/)
  expect(await cards()).toHaveLength(1)
})

test.each([
  ['', 'Write the number on the card'], ['0', 'Write the number on the card'], ['LT-0001', 'Write the number on the card'],
])('"%s" is no card', async (number, words) => {
  const { give, cards } = await school()
  const answer = await give(number)
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  expect(await cards()).toEqual([])
})

test('somebody who has left cannot be handed a card; the same form again is one card', async () => {
  const { give, db, cards } = await school()
  const gone = await addPerson(db, { name: 'Nobody Now', last_day: '2026-11-20' })
  expect((await give('1', gone)).text).toContain('Choose somebody who is here today')
  await give('1')
  expect((await give('1')).status).toBe(303)
  expect(await cards()).toHaveLength(1)
})
