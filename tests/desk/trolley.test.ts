import { randomUUID } from 'node:crypto'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import { openDesk } from '../../src/desk/session.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addDevice } from '../support/app.ts'
import { deskSchool, later } from '../support/desk-school.ts'

/** An iPad desk that lives on the trolley of the school. */
async function trolley() {
  const kit = await deskSchool()
  const { id: set_id } = await kit.db.selectFrom('sets').select('id').executeTakeFirstOrThrow()
  const browser = supertest.agent(kit.app).set('Cookie', `kitbook-desk=${await openDesk(kit.db, 'Trolley iPad', kit.lead, kit.clock.now, set_id)}`)
  const cards = await kit.db.selectFrom('class_cards').select(['id', 'purpose']).execute()
  const cardOf = (purpose: string) => cards.find((card) => card.purpose === purpose)!.id
  const send = async (path: string, fields: Record<string, string | string[]>) => {
    const { status, text } = await browser.post(path).type('form').set('HX-Request-Type', 'partial').send({ id: randomUUID(), ...fields })
    return { status, said: /class="answer-word">([^<]*)</.exec(text)?.[1], text }
  }
  const scan = (code: string) => send('/desk/scans', { code })
  const pass = (purpose: string, goes: string | string[]) => send('/desk/pass', { class_card_id: cardOf(purpose), goes })
  const page = async () => (await browser.get('/desk')).text
  const ticked = async () => [...(await page()).matchAll(/name="goes" value="([^"]*)" checked/g)].map(([, id]) => id)
  const loans = () => kit.db.selectFrom('loans').select(['device_id', 'class_id', 'outcome', 'borrower_id']).orderBy('id').execute()
  return { ...kit, set_id, browser, cardOf, send, scan, pass, page, ticked, loans }
}

test('one tap passes the whole set from class to class, and the loans of the first end as passed on', async () => {
  const kit = await trolley()
  await kit.scan('CL-4OAK')
  await kit.scan('TR-A')
  later(kit, 3600)
  expect(await kit.page()).toContain('Pass it on to')
  expect(await kit.ticked()).toEqual(kit.pads)
  expect(await kit.pass('Maths', kit.pads)).toMatchObject({ said: '15 devices passed on to Imogen Vale' })
  const loans = await kit.loans()
  expect(loans.filter(({ class_id, outcome }) => class_id === kit.oak && outcome === 'passed on')).toHaveLength(15)
  expect(loans.filter(({ class_id, outcome, borrower_id }) => class_id === kit.elm && outcome === null && borrower_id === kit.imogen)).toHaveLength(15)
  expect(await kit.pass('Maths', kit.pads)).toMatchObject({ said: 'There is nothing of this set to book' })
})

test('a trolley scanned twice by mistake stays out until whoever took it says that it is back', async () => {
  const kit = await trolley()
  await kit.scan('CL-4OAK')
  await kit.scan('TR-A')
  later(kit, 5)
  const asked = await kit.scan('TR-A')
  expect(asked).toMatchObject({ said: '15 devices went out a moment ago' })
  expect(asked.text).toContain('Bring back all 15')
  expect(asked.text).not.toContain('Book out the rest')
  expect((await kit.loans()).filter(({ outcome }) => outcome === null)).toHaveLength(15)
  expect(await kit.send('/desk/set', { set_id: kit.set_id, choice: 'return' })).toMatchObject({ said: '15 devices back' })
  expect((await kit.loans()).filter(({ outcome }) => outcome === null)).toEqual([])
  expect(await kit.send('/desk/set', { set_id: kit.set_id, choice: 'return' })).toMatchObject({ said: 'There is nothing of this set to book' })
})

test('whoever took one of a trolley a moment ago books out the rest of it with one tap', async () => {
  const kit = await trolley()
  await kit.scan('CL-4OAK')
  await kit.scan('IP-0003')
  later(kit, 5)
  const asked = await kit.scan('TR-A')
  expect(asked).toMatchObject({ said: 'IP-0003 went out a moment ago' })
  expect(asked.text).toContain('Bring back IP-0003')
  expect(asked.text).toContain('Book out the rest of it')
  expect(await kit.send('/desk/set', { set_id: kit.set_id, choice: 'rest' })).toMatchObject({ said: '14 devices out to Marlo Finch' })
  later(kit, 31)
  expect(await kit.send('/desk/set', { set_id: kit.set_id, choice: 'return' })).toMatchObject({ said: 'Nobody is at the desk' })
  expect(await kit.loans()).toHaveLength(15)
})

test('what is not ticked stays with whoever has it, also when the page’s queue sends all ticks as one text', async () => {
  const kit = await trolley()
  await kit.scan('CL-4OAK')
  await kit.scan('TR-A')
  later(kit, 3600)
  expect(await kit.pass('Maths', kit.pads.slice(2).join(' '))).toMatchObject({ said: '13 devices passed on to Imogen Vale' })
  const left = (await kit.loans()).filter(({ class_id, outcome }) => class_id === kit.oak && outcome === null)
  expect(left.map(({ device_id }) => device_id).toSorted()).toEqual(kit.pads.slice(0, 2).toSorted())
  expect(await kit.pass('Maths', [])).toMatchObject({ said: 'There is nothing of this set to book' })
})

test('what another class or adult has of the trolley is not ticked, and a device elsewhere cannot be passed', async () => {
  const kit = await trolley()
  await kit.scan('CL-5ELM')
  await kit.scan('IP-0001')
  await kit.scan('IP-0002')
  await kit.scan('P-0001')
  await kit.send('/desk/purpose', { purpose: 'Assembly' })
  await kit.scan('IP-0003')
  await kit.scan('CL-4OAK')
  for (let pad = 4; pad <= 10; pad++) await kit.scan(`IP-${String(pad).padStart(4, '0')}`)
  expect(await kit.ticked()).toEqual(kit.pads.slice(3))
  expect(await kit.pass('Maths', [...kit.pads.slice(3), kit.laptop])).toMatchObject({ said: '12 devices passed on to Imogen Vale' })
  const open = (await kit.loans()).filter(({ outcome }) => outcome === null)
  expect(open.filter(({ class_id }) => class_id === kit.elm)).toHaveLength(14)
  expect(open.find(({ device_id }) => device_id === kit.pads[2])).toMatchObject({ borrower_id: kit.marlo, class_id: null })
  expect(open.some(({ device_id }) => device_id === kit.laptop)).toBe(false)
})

test('a trolley with more devices than slots shows them all; an empty one says so', async () => {
  const kit = await trolley()
  const spare = await addDevice(kit.db, 'IP-0099', 'iPad')
  await kit.db.updateTable('devices').set({ set_id: kit.set_id }).where('id', '=', spare).execute()
  expect(await kit.page()).toMatch(/No slot<[^]*IP-0099/)
  expect(await kit.ticked()).toContain(spare)
  await kit.db.updateTable('devices').set({ set_id: null, slot: null }).execute()
  await kit.db.updateTable('sets').set({ slots: null }).execute()
  const empty = await kit.page()
  expect(empty).toContain('Nothing lives in it yet')
  expect(empty).not.toContain('Pass it on to')
})

test('what is out of use or looked after has no tick and stays', async () => {
  const kit = await trolley()
  const now = kit.clock.now.toISOString()
  await kit.db.insertInto('out_of_use').values({ id: newId(), device_id: kit.pads[0]!, because: 'in repair', note: '', from_at: now, until_at: null }).execute()
  await kit.db.insertInto('allocations').values({ id: newId(), device_id: kit.pads[1]!, keeper_id: kit.marlo, from_at: now, until_at: null }).execute()
  expect(await kit.ticked()).toEqual(kit.pads.slice(2))
  expect(await kit.pass('Maths', kit.pads)).toMatchObject({ said: '13 devices out to Imogen Vale' })
})

test('a withdrawn class card is refused; a renamed trolley keeps its desk, a deleted one leaves an ordinary desk', async () => {
  const kit = await trolley()
  const gone = { class_card_id: kit.cardOf('Maths'), goes: kit.pads }
  await kit.db.deleteFrom('class_cards').where('id', '=', gone.class_card_id).execute()
  expect(await kit.send('/desk/pass', gone)).toMatchObject({ status: 200, said: 'That class cannot have it any more' })
  await kit.db.updateTable('sets').set({ name: 'Blue <trolley>' }).execute()
  expect(await kit.page()).toContain('Blue &lt;trolley&gt;')
  await kit.db.updateTable('devices').set({ set_id: null, slot: null }).execute()
  await kit.db.deleteFrom('sets').execute()
  expect(await kit.page()).not.toContain('id="trolley"')
  expect(await kit.pass('Computing', kit.pads)).toMatchObject({ status: 200, said: 'That class cannot have it any more' })
  expect(await kit.loans()).toEqual([])
})

test('adults are named on the trolley only where the school wants it, or when somebody is at the desk', async () => {
  const kit = await trolley()
  await writeSettings(kit.db, { names_on_idle_desk: false })
  await kit.scan('CL-4OAK')
  await kit.scan('TR-A')
  const picture = (html: string) => html.slice(html.indexOf('id="trolley"'))
  expect(picture(await kit.page())).toContain('out: Marlo Finch, Year 4 Oak')
  later(kit, 600)
  const idle = picture(await kit.page())
  expect(idle).toContain('out: Year 4 Oak')
  expect(idle.slice(0, idle.indexOf('</section>'))).not.toMatch(/Marlo|Imogen/)
})

test('a trolley is passed to no class of a school year that has ended', async () => {
  const kit = await trolley()
  kit.clock.now = new Date('2027-09-01T08:00:00.000Z')
  expect(await kit.pass('Maths', kit.pads)).toMatchObject({ said: 'That card is of a school year that has ended' })
  expect(await kit.loans()).toEqual([])
})
