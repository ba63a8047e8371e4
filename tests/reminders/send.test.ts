import { expect, test } from 'vitest'
import { changeCalendar } from '../../src/calendar/school/change.ts'
import { writeSpecialDays } from '../../src/calendar/school/write.ts'
import { closeCheck } from '../../src/end-of-day/close.ts'
import { newId } from '../../src/database/ids.ts'
import type { Db } from '../../src/database/open.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { addClass, addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { giveBack, lend } from '../support/loans.ts'

const ADDRESS = 'https://kitbook.larkfield.example'
const nobody = { person_id: null, desk_id: null }

/** Marlo took LT-0001 on Tuesday at nine. */
async function school() {
  const app = await startApp()
  const marlo = await addPerson(app.db, { name: 'Marlo Finch', roles: ['staff'] })
  const head = await addPerson(app.db, { name: 'Hedda Lorne', roles: ['head'] })
  await addDevice(app.db, 'LT-0001')
  await lend(app, marlo, 'LT-0001')
  return { ...app, marlo, head, remind: (moment: string) => sendReminders(app.db, ADDRESS, new Date(moment)) }
}

const letters = (db: Db) => db.selectFrom('outbox').selectAll().orderBy('id').execute()
const ledger = (db: Db) => db.selectFrom('reminders').selectAll().orderBy('at').orderBy('id').execute()
const subjects = async (db: Db) => (await letters(db)).map(({ to_address, subject }) => `${to_address.split('@')[0]}: ${subject}`)

test('half an hour before the day ends the borrower gets one letter, with its line in the ledger', async () => {
  const { db, marlo, remind } = await school()
  expect(await remind('2026-11-24T14:55:00.000Z')).toBe(0)
  expect(await remind('2026-11-24T15:00:00.000Z')).toBe(1)
  expect(await remind('2026-11-24T15:05:00.000Z')).toBe(0)
  const [letter] = await letters(db)
  expect(letter).toMatchObject({ person_id: marlo, to_address: 'marlo.finch@larkfield.example', subject: 'Please bring back LT-0001 today' })
  expect(letter!.body_text).toContain('Hello Marlo Finch,\n\nThis is due back today:\n\n- LT-0001 (Laptop), by 3:30 pm\n\n')
  expect(letter!.body_text).toContain(`See what you have out:\n${ADDRESS}/\n\nKitbook, the signing-out book of Larkfield Primary School`)
  expect(letter!.body_html).toContain(`<a href="${ADDRESS}/">`)
  expect(await ledger(db)).toMatchObject([
    { person_id: marlo, kind: 'digest', what: 'letter', period: '2026-11-24', letter_id: letter!.id, withdrawn_at: null },
    { person_id: marlo, kind: 'digest', period: '2026-11-24', letter_id: letter!.id, withdrawn_at: null },
  ])
})

test('the ladder: the evening list, the morning after, and after three school days the lead and head; each once', async () => {
  const { db, remind } = await school()
  for (const day of ['24', '25', '26', '27']) {
    for (const time of ['08:35', '08:40', '12:00', '15:00', '15:45', '18:00']) await remind(`2026-11-${day}T${time}:00.000Z`)
  }
  expect(await subjects(db)).toEqual([
    'marlo.finch: Please bring back LT-0001 today', 'wren.calloway: Please look for LT-0001: not back',
    'marlo.finch: Please bring back LT-0001 today', 'wren.calloway: Please look for LT-0001: not back',
    'marlo.finch: Please bring back LT-0001 today', 'wren.calloway: Please look for LT-0001: not back',
    'marlo.finch: Please bring back LT-0001 today',
    'hedda.lorne: Please ask for LT-0001, overdue since Tue 24 Nov', 'wren.calloway: Please ask for LT-0001, overdue since Tue 24 Nov',
  ])
})

test('a server that was off for a week sends each thing once, late', async () => {
  const { db, remind } = await school()
  expect(await remind('2026-12-02T10:00:00.000Z')).toBe(3)
  expect(await remind('2026-12-02T10:05:00.000Z')).toBe(0)
  expect((await subjects(db)).toSorted()).toEqual([
    'hedda.lorne: Please ask for LT-0001, overdue since Tue 24 Nov', 'marlo.finch: Please bring back LT-0001 today',
    'wren.calloway: Please ask for LT-0001, overdue since Tue 24 Nov',
  ])
})

test('what is back is not asked for', async () => {
  const own = await school()
  await giveBack(own, 'LT-0001')
  expect(await own.remind('2026-11-27T16:00:00.000Z')).toBe(0)
})

test('for a class whoever answers is told too, in words of their own', async () => {
  const { db, clock, marlo, remind } = await school()
  const imogen = await addPerson(db, { name: 'Imogen Vale', roles: ['staff'] })
  const oak = await addClass(db, 'Year 4 Oak')
  const device = await addDevice(db, 'IP-0001', 'iPad')
  const wish = { device_ids: [device], borrower_id: marlo, class_id: oak, answers_id: imogen, purpose: 'Maths', until: null, source: 'desk' as const, actor: nobody }
  expect((await bookOut(db, wish, clock.now)).refusals).toEqual([])
  await remind('2026-11-24T15:00:00.000Z')
  expect((await subjects(db)).toSorted()).toEqual([
    'imogen.vale: Please see that IP-0001 comes back today', 'marlo.finch: Please bring back IP-0001 and LT-0001 today',
  ])
  const [, answering] = (await letters(db)).toSorted((a, b) => b.to_address.localeCompare(a.to_address))
  expect(answering!.body_text).toContain('Year 4 Oak, Marlo Finch\n\n- IP-0001 (iPad), by 3:30 pm')
})

test('a pause is quiet, and what was owed comes when it ends', async () => {
  const { db, remind } = await school()
  const pause = { id: newId(), from_at: '2026-11-24T14:50:00.000Z', by_id: null, ended_by_id: null }
  await db.insertInto('pauses').values({ ...pause, until_at: null }).execute()
  expect(await remind('2026-11-24T15:00:00.000Z')).toBe(0)
  expect(await remind('2026-11-24T15:05:00.000Z')).toBe(0)
  await db.updateTable('pauses').set({ until_at: '2026-11-24T15:10:00.000Z' }).execute()
  expect(await remind('2026-11-24T15:10:00.000Z')).toBe(1)
})

test('a lead who is owed three kinds gets one letter with a part for each, and a line in the ledger for each', async () => {
  const own = await school()
  const { db, lead, clock, remind } = own
  await addDevice(db, 'IP-0001', 'iPad')
  await addDevice(db, 'CA-0001')
  clock.now = new Date('2026-11-27T09:00:00.000Z')
  await lend(own, own.marlo, 'IP-0001')
  await lend(own, lead, 'CA-0001')
  await remind('2026-11-27T15:45:00.000Z')
  const mine = (await letters(db)).filter(({ person_id }) => person_id === lead)
  expect(mine.map(({ subject }) => subject)).toEqual(['Please look for LT-0001, CA-0001 and IP-0001: not back'])
  expect(mine[0]!.body_text).toContain('overdue for several school days. Its borrowers have been reminded; please ask for it in person. You are told of each once.\n\nMarlo Finch\n\n- LT-0001')
  expect(mine[0]!.body_text).toMatch(/not back either by the end-of-day check of Friday 27 November.*:\n\nMarlo Finch\n\n- IP-0001 .*\n\nWren Calloway\n\n- CA-0001/)
  expect(mine[0]!.body_text.match(/LT-0001/g)).toHaveLength(1)
  const lines = (await ledger(db)).filter(({ person_id }) => person_id === lead)
  expect(lines.map(({ kind, what }) => (what === 'letter' ? 'letter' : kind)).toSorted()).toEqual(['digest', 'escalation', 'evening', 'evening', 'evening', 'letter'])
  expect(new Set(lines.map(({ letter_id }) => letter_id)).size).toBe(1)
})

test('the evening list says what the closed check says: what the head excused is left out, what was not found is in', async () => {
  const own = await school()
  const { db, lead, clock, remind } = own
  const settings = await readSettings(db)
  const excused = await addDevice(db, 'IP-0001', 'iPad')
  const kept = await addDevice(db, 'IP-0002', 'iPad')
  await lend(own, own.marlo, 'IP-0001')
  const signed = { signed_by_id: own.head, signed_at: clock.now.toISOString(), ended_at: null }
  await db.insertInto('exceptions').values({ id: newId(), device_id: excused, reason: 'Locked in 5 Elm', from_day: '2026-11-24', until_day: '2026-12-01', ...signed }).execute()
  await db.insertInto('allocations').values({ id: newId(), device_id: kept, keeper_id: own.marlo, from_at: clock.now.toISOString(), until_at: null }).execute()
  const closing = { actor: { person_id: lead, desk_id: null }, settings }
  expect(await closeCheck(db, newId(), closing, new Date('2026-11-24T15:40:00.000Z'))).toEqual({ refused: null })
  await remind('2026-11-24T15:45:00.000Z')
  const [evening] = (await letters(db)).filter(({ person_id }) => person_id === lead)
  expect(evening!.subject).toBe('Please look for IP-0002 and LT-0001: not back')
  expect(evening!.body_text).toContain('Marlo Finch\n\n- IP-0002 (iPad)\n- LT-0001 (Laptop), due')
  expect((await ledger(db)).filter(({ kind, what }) => kind === 'evening' && what === kept)).toHaveLength(1)
})

test('two processes that look at the same moment write each letter once', async () => {
  const { db, remind } = await school()
  const counts = await Promise.all([1, 2, 3].map(() => remind('2026-12-02T10:00:00.000Z')))
  expect(counts.reduce((a, b) => a + b)).toBe(3)
  expect(await letters(db)).toHaveLength(3)
  expect((await ledger(db)).filter(({ letter_id }) => letter_id === null)).toEqual([])
})

async function close(db: Db, day: string, now: string, choice: 'move' | 'leave') {
  const special = [{ day, kind: 'closed' as const, name: 'Snow', ends: null }]
  await changeCalendar(db, {
    key: newId(), fields: special, choice, actor: nobody, address: '', event: { verb: 'calendar.days' },
    write: (db) => writeSpecialDays(db, special, null, new Date(now)),
  }, new Date(now))
}

test.each(['move', 'leave'] as const)('a day closed afterwards takes back the letters that have not gone (loans: %s)', async (choice) => {
  const { db, remind } = await school()
  await remind('2026-11-24T15:45:00.000Z')
  const [gone, waiting] = await letters(db)
  await db.updateTable('outbox').set({ sent_at: '2026-11-24T15:46:00.000Z', next_try_at: null }).where('id', '=', gone!.id).execute()
  await close(db, '2026-11-24', '2026-11-24T15:50:00.000Z', choice)
  expect((await letters(db)).map(({ next_try_at, sent_at }) => ({ next_try_at, sent: sent_at !== null }))).toEqual([{ next_try_at: null, sent: true }, { next_try_at: null, sent: false }])
  for (const { letter_id, withdrawn_at } of await ledger(db)) {
    expect(withdrawn_at, letter_id!).toBe(letter_id === waiting!.id ? '2026-11-24T15:50:00.000Z' : null)
  }
  expect(await remind('2026-11-24T16:00:00.000Z')).toBe(0)
  expect(await remind('2026-11-25T08:45:00.000Z')).toBe(0)
  expect(await remind('2026-11-25T15:00:00.000Z')).toBe(1)
})

test('what a withdrawn letter told beside the closed day is told again, once', async () => {
  const own = await school()
  const { db, marlo, clock, remind } = own
  await addDevice(db, 'LT-0002')
  clock.now = new Date('2026-11-25T09:00:00.000Z')
  await remind('2026-11-25T08:50:00.000Z')
  await db.updateTable('outbox').set({ sent_at: clock.now.toISOString(), next_try_at: null }).execute()
  await lend(own, marlo, 'LT-0002')
  await remind('2026-11-26T09:00:00.000Z')
  await close(db, '2026-11-25', '2026-11-26T09:10:00.000Z', 'leave')
  await remind('2026-11-26T09:15:00.000Z')
  const mine = (await letters(db)).filter(({ person_id, created_at }) => person_id === marlo && created_at > '2026-11-26')
  expect(mine.map(({ subject, next_try_at }) => `${next_try_at ? 'goes' : 'withdrawn'}: ${subject}`)).toEqual([
    'withdrawn: Please bring back LT-0001 and LT-0002 today', 'goes: Please bring back LT-0001 and LT-0002 today',
  ])
  expect(mine[1]!.body_text).toContain('This is due back today:\n\n- LT-0002')
})

const steal = async (school: TestApp, device_id: string, because = 'stolen') => {
  const browser = await signedIn(school, school.lead)
  return browser.post('/out-of-use').type('form').send({ device_id, because, note: '', form_key: newId() })
}

test('a theft is told at once to the lead and the head, in the act that writes it down', async () => {
  const own = await school()
  const { db } = own
  const { id } = await db.selectFrom('devices').select('id').where('code', '=', 'LT-0001').executeTakeFirstOrThrow()
  expect((await steal(own, id)).status).toBe(303)
  expect((await subjects(db)).toSorted()).toEqual(['hedda.lorne: Please act now: LT-0001 is down as stolen', 'wren.calloway: Please act now: LT-0001 is down as stolen'])
  expect((await letters(db))[0]!.body_text).toContain('It was booked out to Marlo Finch.')
  expect((await ledger(db)).map(({ kind, withdrawn_at }) => [kind, withdrawn_at])).toEqual([['alarm', null], ['alarm', null]])
  await steal(own, id)
  expect(await letters(db)).toHaveLength(2)
})

test('no alarm for what is lost, nor where alarms are switched off', async () => {
  const own = await school()
  const { db } = own
  await steal(own, await addDevice(db, 'LT-0003'), 'lost')
  await writeSettings(db, { remind_stolen: false })
  await steal(own, await addDevice(db, 'LT-0004'))
  expect(await letters(db)).toEqual([])
})

test('a name and a code are escaped in HTML', async () => {
  const own = await school()
  const { db } = own
  await db.updateTable('people').set({ name: '<b>Marlo</b>' }).where('id', '=', own.marlo).execute()
  await own.remind('2026-11-24T15:00:00.000Z')
  expect((await letters(db))[0]!.body_html).toContain('Hello &lt;b&gt;Marlo&lt;/b&gt;')
})
