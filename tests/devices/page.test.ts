import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely'
import { expect, test } from 'vitest'
import { PER_PAGE, readHistory } from '../../src/devices/history.ts'
import { giveToKeeper } from '../../src/allocations/give.ts'
import type { Db } from '../../src/database/open.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { takeBack } from '../../src/loans/take-back.ts'
import { takeOutOfUse } from '../../src/out-of-use/take-out.ts'
import { addClass, addDevice, addPerson, appOn, signedIn, startApp, type TestApp } from '../support/app.ts'
import { given } from '../support/keepers.ts'

const minutes = (from: Date, count: number) => new Date(from.getTime() + count * 60_000)

async function scene() {
  const school = await startApp()
  const device_id = await addDevice(school.db, 'LT-1')
  const [finch, vale] = [await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] }), await addPerson(school.db, { name: 'Imogen Vale', roles: ['staff'] })]
  return { ...school, device_id, finch, vale, actor: { person_id: school.lead, desk_id: null } }
}

type Scene = Awaited<ReturnType<typeof scene>>

function lend({ db, device_id, finch, actor }: Scene, now: Date, class_id: string | null = null) {
  return bookOut(db, { device_ids: [device_id], borrower_id: finch, class_id, answers_id: null, purpose: 'Computing', until: null, source: 'desk', actor }, now)
}

async function seenBy(school: TestApp, person: string): Promise<string> {
  return (await (await signedIn(school, person)).get('/devices/LT-1')).text
}

test('in the store the one next act is to book it out, to oneself', async () => {
  const here = await scene()
  const text = await seenBy(here, here.finch)
  expect(text).toContain('in store')
  expect(text).toMatch(/action="\/loans"/)
  expect(text).toContain('Not seen yet')
})

test('out, the card says with whom, for what, since when and till when, and the one next act is to bring it back', async () => {
  const here = await scene()
  await lend(here, here.clock.now, await addClass(here.db, '4 Oak'))
  const text = await seenBy(here, here.vale)
  for (const words of ['with Marlo Finch, 4 Oak: Computing', 'Since today 9:00 am', 'Due back today 3:30 pm', 'Last seen today 9:00 am, the suite']) {
    expect(text).toContain(words)
  }
  expect(text).toMatch(/action="\/loans\/[^/]+\/return"/)
  expect(text).not.toContain('action="/loans"')
})

test('out after its time it is overdue', async () => {
  const here = await scene()
  await lend(here, here.clock.now)
  here.clock.now = new Date('2026-11-24T15:31:00.000Z')
  expect(await seenBy(here, here.finch)).toContain('out, overdue')
})

test('looked after by somebody else it says whom to ask; the keeper may take it; the lead may say yes', async () => {
  const here = await scene()
  await giveToKeeper(here.db, 'k'.repeat(20), { ...given, device_id: here.device_id, keeper_id: here.vale, actor: here.actor }, here.clock.now)
  const finch = await seenBy(here, here.finch)
  expect(finch).toContain('LT-1 is looked after by Imogen Vale.')
  expect(finch).not.toContain('action="/loans"')
  expect(await seenBy(here, here.vale)).toContain('action="/loans"')
  const lead = await seenBy(here, here.lead)
  expect(lead).toContain('I say yes, in place of Imogen Vale')
  expect(lead).toContain('Take it back to the store from Imogen Vale')
})

test('lost, it says so to everybody, and only those who may put it back in use', async () => {
  const here = await scene()
  await takeOutOfUse(here.db, 'k'.repeat(20), { device_id: here.device_id, because: 'lost', note: 'Asked on the bus', actor: here.actor, address: '' }, here.clock.now)
  const finch = await seenBy(here, here.finch)
  expect(finch).toContain('LT-1 is down as lost.')
  expect(finch).not.toContain('<button class="button">')
  expect(await seenBy(here, here.lead)).toContain('<button class="button">Back in use</button>')
})

test('an iPad is not offered to a volunteer', async () => {
  const here = await scene()
  await addDevice(here.db, 'IP-1', 'iPad')
  const volunteer = await addPerson(here.db, { name: 'Joss Field', kind: 'volunteer', roles: ['staff'] })
  const { text } = await (await signedIn(here, volunteer)).get('/devices/IP-1')
  expect(text).toContain('A iPad is not lent to a volunteer'.slice(2))
  expect(text).not.toContain('action="/loans"')
})

async function pastOf(db: Db, id: string) {
  const ids: string[] = []
  let before: { at: string, id: string } | null = null
  for (let page = 0; page < 10; page++) {
    const { entries, earlier } = await readHistory(db, id, before)
    ids.push(...entries.map((entry) => entry.id))
    if (!earlier) break
    before = earlier
  }
  return ids
}

test('the past comes newest first, page by page, every entry once, also those of one moment', async () => {
  const here = await scene()
  const { db, device_id, actor, clock } = here
  for (let i = 0; i < 45; i++) {
    const now = minutes(clock.now, i - i % 3)
    await lend(here, now)
    await takeBack(db, { device_id, actor }, now)
  }
  await giveToKeeper(db, 'k'.repeat(20), { ...given, device_id, keeper_id: here.vale, actor }, minutes(clock.now, 21))
  await takeOutOfUse(db, 'o'.repeat(20), { device_id, because: 'in repair', note: '', actor, address: '' }, minutes(clock.now, 22))
  const ids = await pastOf(db, device_id)
  expect(ids).toHaveLength(47)
  expect(new Set(ids).size).toBe(47)
  const { entries } = await readHistory(db, device_id, null)
  expect(entries).toHaveLength(PER_PAGE)
  expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted().toReversed())
})

test('a page of the past leads to the earlier one, and the last one to the day it was registered', async () => {
  const here = await scene()
  for (let i = 0; i < PER_PAGE + 1; i++) {
    await lend(here, minutes(here.clock.now, i))
    await takeBack(here.db, { device_id: here.device_id, actor: here.actor, on_charge: 1 }, minutes(here.clock.now, i))
  }
  const browser = await signedIn(here, here.lead)
  const first = (await browser.get('/devices/LT-1')).text
  expect(first).not.toContain('Registered')
  expect(first).toContain(', on charge.')
  const earlier = /href="([^"]+earlier[^"]+)"/.exec(first)![1]!.replaceAll('&amp;', '&')
  const second = (await browser.get(earlier)).text
  expect(second).toContain('Registered')
  expect(second.match(/Out to Marlo Finch/g)).toHaveLength(1)
  const part = await browser.get(earlier).set('HX-Request', 'true').set('HX-Request-Type', 'partial')
  expect(part.text).not.toContain('<html')
  expect((await browser.get('/devices/LT-1?earlier=rubbish')).status).toBe(200)
})

test('what somebody undid stays in the past, struck through', async () => {
  const here = await scene()
  const { loans } = await lend(here, here.clock.now)
  await here.db.updateTable('loans').set({ voided_at: here.clock.now.toISOString() }).where('id', '=', loans[0]!.id).execute()
  expect(await seenBy(here, here.lead)).toContain('class="is-void"')
})

test('whoever booked it out on their own account may undo that for five minutes', async () => {
  const here = await scene()
  const browser = await signedIn(here, here.finch)
  const sent = await browser.post('/loans').type('form').send({ device_id: here.device_id, purpose: 'Computing', form_key: 'k'.repeat(22) })
  const page = await browser.get(sent.headers['location']!)
  expect(page.text).toContain('LT-1 is booked out to you.')
  expect(page.text).toMatch(/action="\/loans\/[^/]+\/undo"/)
  here.clock.now = minutes(here.clock.now, 6)
  expect((await browser.get('/devices/LT-1')).text).not.toContain('/undo"')
})

class Counting implements KyselyPlugin {
  count = 0
  transformQuery({ node }: PluginTransformQueryArgs) {
    this.count++
    return node
  }
  transformResult({ result }: PluginTransformResultArgs) {
    return Promise.resolve(result)
  }
}

test('the list asks as much of the database for sixty devices as for one, and the page as much for a long past as for none', async () => {
  const here = await scene()
  const counting = new Counting()
  const app = appOn(here.db.withPlugin(counting), here.clock)
  const browser = await signedIn({ ...here, app }, here.lead)
  const asked = async (path: string) => {
    const before = counting.count
    expect((await browser.get(path)).status).toBe(200)
    return counting.count - before
  }
  await asked('/devices')
  const few = [await asked('/devices'), await asked('/devices/LT-1')]
  for (let i = 2; i <= 61; i++) await addDevice(here.db, `LT-${i}`)
  for (let i = 0; i < 30; i++) {
    await lend(here, minutes(here.clock.now, i))
    await takeBack(here.db, { device_id: here.device_id, actor: here.actor }, minutes(here.clock.now, i))
  }
  expect([await asked('/devices'), await asked('/devices/LT-1')]).toEqual(few)
})
