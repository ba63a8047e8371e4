import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { newId } from '../../src/database/ids.ts'
import { timetable } from '../../src/jobs/schedule.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { closeCheck, closeExpectedLater } from '../../src/end-of-day/close.ts'
import { deliverMail, type Send } from '../../src/mail/deliver.ts'
import { forgetReminders } from '../../src/reminders/forget.ts'
import { renewLetter, renewUnsent } from '../../src/reminders/renew.ts'
import { pauseFor } from '../../src/reminders/remains.ts'
import { beginPause, endPause } from '../../src/pauses/pause.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { readSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { giveBack, lend } from '../support/loans.ts'

const ADDRESS = 'https://kitbook.larkfield.example'

/** Marlo has three devices, due on Tuesday at half past three; the letter that says so is in the outbox. */
async function reminded() {
  const app = await startApp()
  const marlo = await addPerson(app.db, { name: 'Marlo Finch', roles: ['staff'] })
  await addPerson(app.db, { name: 'Hedda Lorne', roles: ['head'] })
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003']) {
    await addDevice(app.db, code)
    await lend(app, marlo, code)
  }
  const at = (moment: string) => { app.clock.now = new Date(moment) }
  const remind = async () => sendReminders(app.db, ADDRESS, app.clock.now)
  const sent: string[] = []
  const send: Send = async ({ to_address, subject, body_text }) => void sent.push(`${to_address.split('@')[0]}: ${subject}\n${body_text}`)
  const deliver = (by = send) => deliverMail(app.db, by, () => app.clock.now, (letter, now) => renewLetter(app.db, letter, ADDRESS, now))
  at('2026-11-24T15:00:00.000Z')
  expect(await remind()).toBe(1)
  return { ...app, marlo, at, remind, send, sent, deliver }
}

const subjects = (sent: string[]) => sent.map((letter) => letter.split('\n')[0])
const outbox = ({ db }: TestApp) => db.selectFrom('outbox').select(['subject', 'sent_at', 'next_try_at', 'tries', 'not_sent_because']).orderBy('id').execute()
const ledger = ({ db }: TestApp) => db.selectFrom('reminders').select(['kind', 'what', 'period', 'withdrawn_at']).orderBy('id').execute()

test('a letter all of whose devices are back first does not go, and the app says why', async () => {
  const own = await reminded()
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003']) await giveBack(own, code)
  expect(await own.deliver()).toBe(0)
  expect(own.sent).toEqual([])
  expect(await outbox(own)).toMatchObject([{ sent_at: null, next_try_at: null, not_sent_because: 'settled' }])
  expect((await ledger(own)).filter(({ withdrawn_at }) => withdrawn_at === null)).toEqual([])
  const { text } = await (await signedIn(own, own.lead)).get('/settings/mail')
  expect(text).toContain('It was done before the letter went.')
})

test('a letter of which something remains is rewritten: back and kept longer are left out, in subject, text, HTML and ledger', async () => {
  const own = await reminded()
  const { db } = own
  await giveBack(own, 'LT-0001')
  const { id } = await db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').select('l.id').where('d.code', '=', 'LT-0002').executeTakeFirstOrThrow()
  await db.updateTable('loans').set({ due_at: '2026-11-25T15:30:00.000Z' }).where('id', '=', id).execute()
  expect(await own.deliver()).toBe(1)
  expect(subjects(own.sent)).toEqual(['marlo.finch: Please bring back LT-0003 today'])
  expect(own.sent[0]).not.toMatch(/LT-000[12]/)
  const { subject, body_html } = await db.selectFrom('outbox').select(['subject', 'body_html']).executeTakeFirstOrThrow()
  expect([subject, new Set(body_html.match(/LT-\d+/g))]).toEqual(['Please bring back LT-0003 today', new Set(['LT-0003'])])
  const lines = await ledger(own)
  expect(lines.filter(({ withdrawn_at }) => withdrawn_at !== null)).toHaveLength(2)
  expect(lines.filter(({ what, withdrawn_at }) => what === id && withdrawn_at === null)).toEqual([])
})

test('a slip that was undone is left out too', async () => {
  const own = await reminded()
  await own.db.updateTable('loans').set({ voided_at: own.clock.now.toISOString() }).execute()
  expect(await own.deliver()).toBe(0)
  expect(await outbox(own)).toMatchObject([{ not_sent_because: 'settled' }])
})

test('nothing has changed: the letter goes as it was written', async () => {
  const own = await reminded()
  const before = await own.db.selectFrom('outbox').select(['subject', 'body_text', 'body_html']).execute()
  expect(await own.deliver()).toBe(1)
  expect(await own.db.selectFrom('outbox').select(['subject', 'body_text', 'body_html']).execute()).toEqual(before)
  expect((await ledger(own)).every(({ withdrawn_at }) => withdrawn_at === null)).toBe(true)
})

test('after a day without a mail server that is only down, what still holds is told anew on the next day, once, and nothing stale goes', async () => {
  const own = await reminded()
  own.at('2026-11-26T08:30:00.000Z')
  expect(await own.deliver()).toBe(0)
  expect(await outbox(own)).toMatchObject([{ not_sent_because: 'past' }])
  own.at('2026-11-26T09:00:00.000Z')
  await giveBack(own, 'LT-0001')
  await own.remind()
  expect(await own.deliver()).toBe(2)
  expect(subjects(own.sent).toSorted()).toEqual(['marlo.finch: Please bring back LT-0002 and LT-0003 today', 'wren.calloway: Please look for LT-0002 and LT-0003: not back'])
})

const pause = (own: TestApp, from_at: string, until_at: string | null) => own.db.insertInto('pauses').values({ id: newId(), from_at, until_at, by_id: null, ended_by_id: null }).execute()

test('a letter written before a pause waits while it lasts, and goes when it has ended, saying when things are due then', async () => {
  const own = await reminded()
  const key = newId()
  own.at('2026-11-24T15:01:00.000Z')
  await beginPause(own.db, key, { person_id: own.marlo, desk_id: null }, own.clock.now)
  for (const time of ['15:02', '15:03', '15:30']) {
    own.at(`2026-11-24T${time}:00.000Z`)
    expect(await own.deliver()).toBe(0)
    expect(await outbox(own)).toMatchObject([{ sent_at: null, tries: 0, not_sent_because: null, next_try_at: new Date(own.clock.now.getTime() + 60_000).toISOString() }])
  }
  const { id } = await own.db.selectFrom('pauses').select('id').executeTakeFirstOrThrow()
  own.at('2026-11-24T15:31:00.000Z')
  await endPause(own.db, newId(), { pause_id: id, actor: { person_id: own.marlo, desk_id: null } }, own.clock.now)
  expect(await own.deliver()).toBe(1)
  expect(own.sent[0]).toContain('- LT-0001 (Laptop), by 4:00 pm')
  expect(own.sent[0]).not.toContain('3:30 pm')
  expect((await ledger(own)).every(({ withdrawn_at }) => withdrawn_at === null)).toBe(true)
})

test('a pause holds no alarm and no letter that is no reminder', async () => {
  const own = await reminded()
  await pause(own, '2026-11-24T15:00:30.000Z', null)
  const { id } = await own.db.selectFrom('devices').select('id').where('code', '=', 'LT-0001').executeTakeFirstOrThrow()
  const browser = await signedIn(own, own.lead)
  await browser.post('/out-of-use').type('form').send({ device_id: id, because: 'stolen', note: '', form_key: newId() })
  await browser.post('/settings/mail/test')
  own.at('2026-11-24T15:05:00.000Z')
  expect(await own.deliver()).toBe(3)
})

test('a pause that lasts over night holds no letter of another day; one of its own day is taken back', async () => {
  const own = await reminded()
  await pause(own, '2026-11-24T15:00:30.000Z', null)
  own.at('2026-11-24T18:00:00.000Z')
  expect(await own.deliver()).toBe(0)
  own.at('2026-11-25T08:45:00.000Z')
  await own.deliver()
  expect(await outbox(own)).toMatchObject([{ not_sent_because: 'past' }])
  await addDevice(own.db, 'LT-0009')
  await lend(own, own.marlo, 'LT-0009')
  own.at('2026-11-25T15:10:00.000Z')
  await own.remind()
  expect(await own.deliver()).toBe(1)
})

test('where no mail leaves, what is to be read says when things are due after a pause', async () => {
  const own = await reminded()
  await pause(own, '2026-11-24T15:01:00.000Z', '2026-11-24T15:11:00.000Z')
  await own.db.updateTable('loans').set({ due_at: '2026-11-24T15:40:00.000Z' }).execute()
  own.at('2026-11-24T15:12:00.000Z')
  await renewUnsent(own.db, ADDRESS, own.clock.now)
  expect((await own.db.selectFrom('outbox').select('body_text').executeTakeFirstOrThrow()).body_text).toContain('by 3:40 pm')
})

test.each<[string, Parameters<typeof pauseFor>[1], ReturnType<typeof pauseFor>]>([
  ['no pause', undefined, null],
  ['one that is open', { from_at: '2026-11-24T15:02:00.000Z', until_at: null }, 'waits'],
  ['one of another day that nobody ended', { from_at: '2026-11-23T15:02:00.000Z', until_at: null }, null],
  ['one that ended before the letter was written', { from_at: '2026-11-24T14:02:00.000Z', until_at: '2026-11-24T14:30:00.000Z' }, null],
  ['one that has ended since', { from_at: '2026-11-24T15:02:00.000Z', until_at: '2026-11-24T15:05:00.000Z' }, 'moved'],
])('what a pause is for a letter written at three: %s', (_, pause, expected) => {
  expect(pauseFor({ created_at: '2026-11-24T15:00:00.000Z' }, pause, new Date('2026-11-24T15:10:00.000Z'))).toBe(expected)
})

test('what is long overdue and could not be told on its day is told on the next', async () => {
  const own = await reminded()
  own.at('2026-11-27T09:00:00.000Z')
  await own.remind()
  const escalations = async () => (await outbox(own)).filter(({ subject }) => subject.startsWith('Please ask for')).map(({ not_sent_because }) => not_sent_because)
  expect(await escalations()).toEqual([null, null])
  own.at('2026-11-30T09:00:00.000Z')
  await own.deliver()
  expect(await escalations()).toEqual(['past', 'past'])
  await own.remind()
  await own.deliver()
  expect(subjects(own.sent).filter((subject) => subject?.includes('Please ask for'))).toHaveLength(2)
})

test('the evening list is rewritten from the closed check: what was found since is left out', async () => {
  const own = await reminded()
  own.at('2026-11-24T15:45:00.000Z')
  await own.remind()
  await giveBack(own, 'LT-0001')
  await giveBack(own, 'LT-0003')
  await own.deliver()
  expect(subjects(own.sent).toSorted()).toEqual(['marlo.finch: Please bring back LT-0002 today', 'wren.calloway: Please look for LT-0002: not back'])
})

test('what the second close did not find is not back: the list that tells of it goes, whatever else on it is left out', async () => {
  const own = await reminded()
  const { db } = own
  for (const code of ['LT-0001', 'LT-0002']) await giveBack(own, code)
  await db.updateTable('loans').set({ due_at: '2026-11-24T17:45:00.000Z' }).where('returned_at', 'is', null).execute()
  own.at('2026-11-24T15:50:00.000Z')
  await own.deliver()
  const closing = { actor: { person_id: own.marlo, desk_id: null }, settings: await readSettings(db) }
  await closeCheck(db, 'the-key-of-the-close', closing, own.clock.now)
  own.at('2026-11-24T17:55:00.000Z')
  await closeExpectedLater(db, closing, own.clock.now)
  await own.remind()
  await db.updateTable('loans').set({ due_at: '2026-11-25T15:30:00.000Z' }).where('returned_at', 'is', null).execute()
  await own.deliver()
  expect(subjects(own.sent)).toContain('wren.calloway: Please look for LT-0003: not back')
  expect(await own.remind()).toBe(0)
})

test('without a mail server what is done is withdrawn, what its day has passed is to be read, and a mail server given later sends none of it', async () => {
  const own = await reminded()
  const { db } = own
  for (const day of ['24', '25', '26', '27']) {
    for (const time of ['09:00', '15:10', '15:50', '16:00']) {
      own.at(`2026-11-${day}T${time}:00.000Z`)
      await own.remind()
      await renewUnsent(db, ADDRESS, own.clock.now)
    }
  }
  const before = await outbox(own)
  expect(before.length).toBeGreaterThan(7)
  const waiting = before.filter(({ not_sent_because }) => not_sent_because === null).length
  expect(waiting).toBe(3)
  expect(await own.deliver()).toBe(waiting)
  expect(await outbox(own)).toHaveLength(before.length)
  const { text } = await (await signedIn(own, own.lead)).get('/settings/mail')
  expect(text).toContain('Its day passed before mail could leave.')
  expect(text).toContain('Every letter has been sent.')
  own.at('2026-11-30T09:00:00.000Z')
  await own.remind()
  expect((await outbox(own)).slice(before.length).map(({ subject }) => subject)).toEqual(['Please bring back LT-0001, LT-0002 and LT-0003 today'])
})

test('the job that sends withdraws where there is no mail server, and sends nothing stale where there is one', async () => {
  const own = await reminded()
  const needs = { schools: schoolsOf(own.db, null), clock: () => own.clock.now, log: undefined as never }
  const run = (env: Record<string, string>) => timetable({ ...needs, config: readConfig(env) }).find(({ what }) => what === 'send letters')!.run()
  own.at('2026-11-25T07:00:00.000Z')
  await run({})
  expect(await outbox(own)).toMatchObject([{ not_sent_because: 'past', tries: 0 }])
  expect((await ledger(own)).every(({ withdrawn_at }) => withdrawn_at === null)).toBe(true)
  await run({ SMTP_URL: 'smtp://127.0.0.1:9' })
  expect(await outbox(own)).toMatchObject([{ not_sent_because: 'past', tries: 0 }])
})

test('an alarm and a letter that is no reminder go however late', async () => {
  const own = await reminded()
  const browser = await signedIn(own, own.lead)
  const { id } = await own.db.selectFrom('devices').select('id').where('code', '=', 'LT-0001').executeTakeFirstOrThrow()
  await browser.post('/out-of-use').type('form').send({ device_id: id, because: 'stolen', note: '', form_key: newId() })
  await browser.post('/settings/mail/test')
  own.at('2026-11-27T08:00:00.000Z')
  await own.deliver()
  expect(subjects(own.sent).map((subject) => subject!.split(': ').slice(1).join(': ')).toSorted()).toEqual([
    'Nothing to do: Kitbook can send mail', 'Please act now: LT-0001 is down as stolen', 'Please act now: LT-0001 is down as stolen',
  ])
})

test('the ledger forgets what is older than the last school year, but not what it told of something that is still out', async () => {
  const own = await reminded()
  const { db, marlo } = own
  await giveBack(own, 'LT-0002')
  const long = { person_id: marlo, kind: 'escalation' as const, period: '2026-11-24', letter_id: null, withdrawn_at: null }
  const loans = await db.selectFrom('loans').select(['id', 'returned_at']).execute()
  await db.insertInto('reminders').values(loans.map(({ id }) => ({ ...long, id: newId(), what: id, at: '2026-11-27T09:00:00.000Z' }))).execute()
  await forgetReminders(db, new Date('2028-08-31T12:00:00.000Z'))
  expect(await ledger(own)).toHaveLength(7)
  await forgetReminders(db, new Date('2028-09-01T12:00:00.000Z'))
  const kept = await ledger(own)
  expect(new Set(kept.map(({ what }) => what))).toEqual(new Set(loans.filter(({ returned_at }) => returned_at === null).map(({ id }) => id)))
  expect(kept).toHaveLength(4)
})

test('no mail goes for a thing lent again after it was reminded of: another loan is another matter', async () => {
  const own = await reminded()
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003']) await giveBack(own, code)
  const { id } = await own.db.selectFrom('devices').select('id').where('code', '=', 'LT-0001').executeTakeFirstOrThrow()
  const wish = { device_ids: [id], borrower_id: own.marlo, class_id: null, answers_id: null, purpose: 'Maths', until: null, source: 'desk' as const, actor: { person_id: null, desk_id: null } }
  expect((await bookOut(own.db, wish, own.clock.now)).refusals).toEqual([])
  expect(await own.deliver()).toBe(0)
})
