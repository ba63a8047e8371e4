import { expect, test } from 'vitest'
import { readReminderFacts } from '../../src/reminders/store.ts'
import { remindersOwed } from '../../src/reminders/rules.ts'
import { addDevice, signedIn } from '../support/app.ts'
import { atReception } from '../support/reception.ts'

const section = (html: string, id: string) => html.split('<section').find((part) => part.includes(`id="${id}"`)) ?? ''

/** A visitor for whom Marlo answers took a laptop on Tuesday, and it is Wednesday morning. */
async function nextMorning() {
  const kit = await atReception()
  const { db, office, arrive } = kit
  const device_id = await addDevice(db, 'LT-0001')
  await arrive({ name: 'Odile Marsh', kind: 'visitor' })
  const { id: borrower_id } = await kit.person('Odile Marsh')
  await office.post('/loans').type('form').send({ device_id, borrower_id, purpose: 'Music', form_key: 'a-form-key-of-sixteen' })
  await kit.comesTo('2026-11-25T09:00:00.000Z')
  return { ...kit, borrower_id }
}

test('what a visitor did not bring back is on the Today of whoever answers, and of nobody else among the staff', async () => {
  const kit = await nextMorning()
  const marlo = await signedIn(kit, kit.marlo)
  const html = (await marlo.get('/')).text
  expect(section(html, 'answering')).toContain('LT-0001')
  expect(section(html, 'answering')).toContain('Odile Marsh')
  expect(section(html, 'mine')).not.toContain('LT-0001')
  const { id } = await kit.db.selectFrom('loans').select('id').executeTakeFirstOrThrow()
  await marlo.post(`/loans/${id}/return`).type('form').send({ then: 'today' })
  expect((await marlo.get('/')).text).not.toContain('id="answering"')
})

test('whoever answers is written to, the visitor without an address is not, and the book still says who had it', async () => {
  const { db, clock, marlo, borrower_id } = await nextMorning()
  const owed = remindersOwed(await readReminderFacts(db, clock.now), clock.now)
  const told = owed.filter(({ sections }) => sections.some(({ late }) => late.some(({ code }) => code === 'LT-0001'))).map(({ adult }) => adult.id)
  expect(told).toContain(marlo)
  expect(told).not.toContain(borrower_id)
  const loans = await db.selectFrom('loans').select(['borrower_id', 'answers_id', 'returned_at']).execute()
  expect(loans).toEqual([{ borrower_id, answers_id: marlo, returned_at: null }])
})

test('a card that was not handed back is on the office’s Today, with its tap back, and on no teacher’s', async () => {
  const kit = await nextMorning()
  const office = await kit.comesTo('2026-11-25T09:01:00.000Z')
  const html = (await office.get('/')).text
  expect(section(html, 'cards')).toContain('Supply 3')
  const [card] = await kit.cards()
  expect(section(html, 'cards')).toContain(`action="/supply-cards/${card!.id}/return"`)
  expect((await (await signedIn(kit, kit.marlo)).get('/')).text).not.toContain('id="cards"')
})
