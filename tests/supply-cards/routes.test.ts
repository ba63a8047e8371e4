import { expect, test } from 'vitest'
import { listOut } from '../../src/supply-cards/store.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addPerson } from '../support/app.ts'
import { atReception } from '../support/reception.ts'

async function school() {
  const kit = await atReception()
  const imogen = await addPerson(kit.db, { name: 'Imogen Vale', kind: 'supply' })
  return { ...kit, imogen }
}

test('a card that is handed out is the person’s badge until the end of the day', async () => {
  const { arrive, imogen, scanAt, clock, db } = await school()
  expect(await scanAt('SUPPLY-3')).toContain('Nobody knows')
  await arrive({ person_id: imogen })
  clock.now = new Date('2026-11-24T17:00:00Z')
  expect(await scanAt('SUPPLY-3')).toContain('Imogen Vale')
  clock.now = new Date('2026-11-25T08:30:00Z')
  expect(await scanAt('SUPPLY-3')).toContain('Nobody knows')
  expect(await listOut(db, '2026-11-25')).toEqual([])
})

test('a card taken back is nobody’s, and can be handed to somebody else', async () => {
  const { arrive, imogen, scanAt, office, cards, clock, db } = await school()
  await arrive({ person_id: imogen })
  const { id } = (await cards())[0]!
  await office.post(`/supply-cards/${id}/return`).type('form').send({})
  await office.post(`/supply-cards/${id}/return`).type('form').send({})
  expect(await scanAt('SUPPLY-3')).toContain('Nobody knows')
  await arrive({ name: 'Piers Hollis' })
  clock.now = new Date(clock.now.getTime() + 10_000)
  expect(await scanAt('SUPPLY-3')).toContain('Piers Hollis')
  const verbs = await db.selectFrom('events').select('verb').where('verb', 'like', 'supply-card.%').orderBy('id').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['supply-card.given', 'supply-card.back', 'supply-card.given'])
})

test('a card that was not handed back is named the next morning, is not offered, and is back with one tap', async () => {
  const { arrive, imogen, comesTo, cards } = await school()
  await arrive({ person_id: imogen, number: '1' })
  const office = await comesTo('2026-11-25T08:30:00Z')
  const page = (await office.get('/reception')).text
  expect(page).toContain('Not handed back')
  expect(page).toContain('<b>Supply 1</b>')
  expect((await office.get('/reception/new?name=Piers')).text).toMatch(/name="number"[^>]*\s*value="2"/)
  const { id } = (await cards())[0]!
  expect(page).toContain(`action="/supply-cards/${id}/return"`)
  expect((await office.post(`/supply-cards/${id}/return`).type('form').send({})).headers['location']).toBe('/reception?done=back')
  expect((await office.get('/reception')).text).not.toContain('Not handed back')
})

test('a card that turns up and is handed out again has come back', async () => {
  const { arrive, imogen, cards, comesTo, db } = await school()
  await arrive({ person_id: imogen })
  await comesTo('2026-11-25T08:30:00Z')
  await arrive({ name: 'Piers Hollis' })
  expect((await cards()).map(({ back_at }) => back_at)).toEqual(['2026-11-25T08:30:00.000Z', null])
  const verbs = await db.selectFrom('events').select('verb').where('verb', 'like', 'supply-card.%').orderBy('id').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['supply-card.given', 'supply-card.back', 'supply-card.given'])
})

test('a card is with one person, and a person has one card; nothing typed is lost', async () => {
  const { arrive, office, imogen, cards } = await school()
  await arrive({ person_id: imogen, number: '2' })
  const taken = await arrive({ name: 'Piers Hollis', number: 'SUPPLY-2', last_day: '27 11 2026' })
  expect(taken.status).toBe(422)
  expect(taken.text).toContain('Supply 2 is with Imogen Vale')
  for (const typed of ['Piers Hollis', 'SUPPLY-2', '27 11 2026']) expect(taken.text).toContain(`value="${typed}"`)
  expect((await arrive({ person_id: imogen, number: '4' })).text).toContain('Imogen Vale has Supply 2 already')
  expect((await office.get('/reception/new?name=Piers')).text).toMatch(/name="number"[^>]*\s*value="1"/)
  expect(await cards()).toHaveLength(1)
})

test.each([
  ['', 'Write the number on the card'], ['0', 'Write the number on the card'], ['LT-0001', 'Write the number on the card'],
])('"%s" is no card', async (number, words) => {
  const { arrive, imogen, cards } = await school()
  const answer = await arrive({ person_id: imogen, number })
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  expect(await cards()).toEqual([])
})

test('where nothing is lent before the signature, a card is nobody’s badge before it', async () => {
  const kit = await school()
  await enterAgreement(kit)
  await writeSettings(kit.db, { unsigned_may: 'nothing' })
  await kit.arrive({ person_id: kit.imogen })
  expect(await kit.scanAt('SUPPLY-3')).toContain('SUPPLY-3 waits for a signature')
  expect((await kit.office.get('/reception')).text).toContain('Waits for the signature')
  await writeSettings(kit.db, { agreement_warn_until: '2026-12-01' })
  kit.clock.now = new Date(kit.clock.now.getTime() + 10_000)
  expect(await kit.scanAt('SUPPLY-3')).toContain('Imogen Vale is at the desk')
})
