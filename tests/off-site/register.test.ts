import { expect, test } from 'vitest'
import { bookOut } from '../../src/loans/lend.ts'
import { takeBack } from '../../src/loans/take-back.ts'
import { registerOf } from '../../src/off-site/register.ts'
import { remindersOwed } from '../../src/reminders/rules.ts'
import { readReminderFacts } from '../../src/reminders/store.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addPerson, signedIn } from '../support/app.ts'
import { addApproval, addPass, awaySchool } from '../support/off-site.ts'

async function away() {
  const kit = await awaySchool()
  await addPass(kit.db, kit.laptop)
  await addPass(kit.db, kit.pad, '2026-11-26')
  await kit.db.updateTable('devices').set({ price_pence: 64_900, serial: 'C02X' }).where('id', '=', kit.laptop).execute()
  await addApproval(kit.db, { person_id: kit.marlo, device_id: kit.pad, by_id: kit.head, until: '2026-12-04' })
  const done = await bookOut(kit.db, {
    device_ids: [kit.laptop, kit.pad], borrower_id: kit.marlo, class_id: null, answers_id: null, purpose: 'Planning', until: '2026-12-01',
    source: 'own account', actor: { person_id: kit.marlo, desk_id: null }, away: { acceptance: 'now', carries_personal_data: false, video_calls: false },
  }, kit.clock.now)
  expect(done.refusals).toEqual([])
  return kit
}

const at = (text: string) => new Date(`${text}:00.000Z`)
const codes = async (kit: Awaited<ReturnType<typeof away>>, day: string, now: Date) => (await registerOf(kit.db, day, now)).lines.map(({ code }) => code)

test('now: who has what, since and until when, by whose permission and which check, and its worth', async () => {
  const kit = await away()
  const { lines, ...sums } = await registerOf(kit.db, '2026-11-24', kit.clock.now)
  expect(sums).toEqual({ total_pence: 64_900, without_value: 1 })
  expect(lines).toMatchObject([
    { code: 'IP-0001', who: 'Marlo Finch', permission: 'Ottoline Brae, until Fri 4 Dec', check: 'Passed today, until Thu 26 Nov', lapses: [] },
    { code: 'LT-0001', serial: 'C02X', price_pence: 64_900, permission: 'Not needed', due_at: '2026-12-01T08:40:00.000Z' },
  ])
})

test('what came back today is not away now, and stands there tomorrow for today', async () => {
  const kit = await away()
  const back = at('2026-11-25T08:30')
  await takeBack(kit.db, { device_id: kit.laptop, actor: { person_id: kit.marlo, desk_id: null } }, back)
  expect(await codes(kit, '2026-11-25', back)).toEqual(['IP-0001'])
  expect(await codes(kit, '2026-11-25', at('2026-11-26T08:30'))).toEqual(['IP-0001', 'LT-0001'])
})

test('on a past day stands what was away at any time of it, and nothing else', async () => {
  const kit = await away()
  await takeBack(kit.db, { device_id: kit.laptop, actor: { person_id: kit.marlo, desk_id: null } }, at('2026-11-26T08:30'))
  const now = at('2026-11-30T12:00')
  expect(await codes(kit, '2026-11-23', now)).toEqual([])
  expect(await codes(kit, '2026-11-26', now)).toEqual(['IP-0001', 'LT-0001'])
  expect(await codes(kit, '2026-11-27', now)).toEqual(['IP-0001'])
})

test('what goes home with its keeper stands there on the evenings it went', async () => {
  const kit = await away()
  await takeBack(kit.db, { device_id: kit.laptop, actor: { person_id: kit.marlo, desk_id: null } }, at('2026-11-24T10:00'))
  await kit.db.insertInto('allocations').values({ id: 'a1', device_id: kit.laptop, keeper_id: kit.lead, from_at: '2026-11-24T11:00:00.000Z', until_at: null }).execute()
  await kit.db.insertInto('sightings').values({ id: 's1', device_id: kit.laptop, seen_at: '2026-11-25T15:00:00.000Z', place: 'going with its keeper', desk_id: null, by_id: kit.lead }).execute()
  const whose = async (day: string) => (await registerOf(kit.db, day, at('2026-11-26T12:00'))).lines.map(({ code, who }) => `${code} ${who}`)
  expect(await whose('2026-11-25')).toEqual(['IP-0001 Marlo Finch', 'LT-0001 Wren Calloway'])
  expect(await whose('2026-11-26')).toEqual(['IP-0001 Marlo Finch'])
  await writeSettings(kit.db, { keepers_standing_yes: true })
  expect(await whose('2026-11-26')).toEqual(['IP-0001 Marlo Finch', 'LT-0001 Wren Calloway'])
})

test('a check that runs out while it is away is on the register, on Today and in the letter of the day', async () => {
  const kit = await away()
  kit.clock.now = at('2026-11-27T15:20')
  const words = 'Its encryption check has run out'
  expect((await registerOf(kit.db, '2026-11-27', kit.clock.now)).lines.map(({ lapses }) => lapses)).toEqual([[words], []])
  for (const who of [kit.lead, kit.marlo]) expect((await (await signedIn(kit, who)).get('/')).text).toContain(words)
  const other = await addPerson(kit.db, { name: 'Imogen Vale', roles: ['staff'] })
  expect((await (await signedIn(kit, other)).get('/')).text).not.toContain(words)
  const asked = remindersOwed(await readReminderFacts(kit.db, kit.clock.now), kit.clock.now).flatMap(({ adult, asks }) => asks.map(({ items }) => [adult.name, ...items]))
  expect(asked).toContainEqual(['Marlo Finch', `IP-0001: ${words}`])
  await writeSettings(kit.db, { remind_lapses: false })
  expect((await readReminderFacts(kit.db, kit.clock.now)).asks).toEqual([])
})

test('the page and its file; a day that is none is said beside it', async () => {
  const kit = await away()
  await writeSettings(kit.db, { insurer_wording: 'Policy 12-345' })
  const own = await signedIn(kit, kit.lead)
  const { text } = await own.get('/off-site')
  for (const words of ['LT-0001', '£649.00', '2 devices', '1 device without a value written down', 'Policy 12-345']) expect(text).toContain(words)
  const file = await own.get('/off-site.csv')
  expect(file.text).toContain('LT-0001,Laptop,C02X,649.00,Marlo Finch,2026-11-24 09:00,2026-12-01 08:40,,Not needed,')
  const wrong = await own.get('/off-site?day=31+2+2026')
  expect([wrong.status, wrong.text.includes('Write a day such as 17 3 2027')]).toEqual([422, true])
  expect((await own.get('/off-site?day=25+11+2026')).text).toContain('That day is still to come')
  expect((await own.get('/off-site?day=20+11+2026')).text).toContain('Nothing was away from school that day.')
})
