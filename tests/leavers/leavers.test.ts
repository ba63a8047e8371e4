import { beforeEach, expect, test } from 'vitest'
import { isRefusedBy } from '../../src/database/act.ts'
import { provedHolder } from '../../src/desk/proved.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { standingOf, stageOn } from '../../src/leavers/rules.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { fieldsOf } from '../loans/support.ts'
import { atDesk, signedIn } from '../support/app.ts'
import { scan } from '../support/desk-taps.ts'
import { giveBack } from '../support/loans.ts'
import { at, leavingSchool, section } from './support.ts'

let school: Awaited<ReturnType<typeof leavingSchool>>
let office: string
let business: string

const lastDay = (last_day: string | null) => school.db.updateTable('people').set({ last_day }).where('id', '=', school.marlo).execute()
const path = () => `/leavers/${school.marlo}`

beforeEach(async () => {
  school = await leavingSchool();
  ({ office, business } = school)
})

test.each([
  ['2026-12-18', '2026-12-18', false, 1, 'outstanding'], ['2026-12-18', '2026-12-19', false, 1, 'overdue'],
  ['2026-12-18', '2026-12-19', false, 0, 'clear'], ['2026-12-18', '2026-12-01', true, 0, 'signed off'], ['2026-12-18', '2027-01-05', true, 1, 'overdue'],
])('last day %s, on %s, signed %s with %i outstanding: %s', (last_day, today, signed, outstanding, standing) => {
  expect(standingOf({ last_day, signed, outstanding }, today)).toBe(standing)
})

test.each([
  ['2026-11-26', null], ['2026-11-27', 'three weeks before'], ['2026-12-10', 'three weeks before'], ['2026-12-11', 'a week before'], ['2026-12-17', 'a week before'],
  ['2026-12-18', 'the last day'], ['2026-12-19', null],
])('on %s what is owed is that of %s', (today, stage) => expect(stageOn('2026-12-18', today)).toBe(stage))

test('the checklist holds everything until it is back, then it is signed off, and the certificate stays', async () => {
  const them = await signedIn(school, office)
  const open = (await them.get(path())).text
  expect(section(open, 'outstanding')).toContain('LT-0001')
  expect(section(open, 'outstanding')).toContain('LT-0002')
  expect(open).not.toContain('/sign-off')
  const early = await them.post(`${path()}/sign-off`).type('form').send({ form_key: 'a-key-of-sixteen-letters' })
  expect(early.status).toBe(422)
  expect(early.text).toContain('Something is outstanding still')
  expect((await them.get('/leavers')).text).toContain('LT-0002, LT-0001')

  school.clock.now = at('2026-12-07')
  await giveBack(school, 'LT-0002')
  await school.db.updateTable('allocations').set({ until_at: school.clock.now.toISOString() }).execute()
  const again = await signedIn(school, office)
  const clear = (await again.get(path())).text
  expect(section(clear, 'outstanding')).toContain('Nothing: everything is back')
  const signed = await again.post(`${path()}/sign-off`).type('form').send(fieldsOf(clear, `${path()}/sign-off`))
  const certificate = (await again.get(signed.headers['location']!)).text
  for (const words of ['Marlo Finch', 'LT-0001', 'LT-0002', 'given back', 'by Imogen Vale']) expect(certificate).toContain(words)
  expect(await school.db.selectFrom('clearance_lines').select(['had', 'ended']).orderBy('had').execute()).toEqual([{ had: 'borrowed', ended: 'given back' }, { had: 'looked after', ended: 'given back' }])
  const isRefused = async (run: Promise<unknown>) => isRefusedBy(await run.then(() => null, (error: unknown) => error), 'append-only')
  expect(await isRefused(school.db.updateTable('clearances').set({ signed_by_id: business }).execute())).toBe(true)
  expect(await isRefused(school.db.updateTable('clearance_lines').set({ ended: 'written off' }).execute())).toBe(true)
  expect(await isRefused(school.db.deleteFrom('clearance_lines').execute())).toBe(true)
  expect((await again.get('/leavers.csv')).text).toContain('Marlo Finch,2026-12-18,signed off')
})

test('only the business manager writes off, with a reason; then it is waited for no more', async () => {
  const form = async (who: string, reason: string) => (await signedIn(school, who)).post(`${path()}/write-offs`).type('form').send({ form_key: `a-key-for-${reason}-padding`, device_id: school.laptop, reason })
  expect((await form(office, 'Fell into the sea')).status).toBe(403)
  const empty = await form(business, '')
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('Say why it is written off')
  expect((await form(business, 'Fell into the sea')).headers['location']).toBe(path())
  await giveBack(school, 'LT-0002')
  const them = await signedIn(school, office)
  const page = (await them.get(path())).text
  expect(section(page, 'outstanding')).toContain('Nothing')
  expect(section(page, 'ended')).toContain('Fell into the sea')
  expect(await school.db.selectFrom('out_of_use').select(['because', 'note']).execute()).toEqual([{ because: 'lost', note: 'Fell into the sea' }])
  expect((await form(business, 'Once more')).status).toBe(404)
})

test('the leaver and the office are told three weeks before, a week before and on the day, each once', async () => {
  const letters = async () => (await school.db.selectFrom('outbox as o').innerJoin('people as p', 'p.id', 'o.person_id').select(['p.name', 'o.subject'])
    .where('o.subject', 'like', '%last day%').execute()).length
  const office_letters = async () => (await school.db.selectFrom('outbox').select('subject').where('person_id', '=', office).execute()).length
  const send = async (day: string) => sendReminders(school.db, 'http://kitbook.test', at(day, '15:10'))
  await giveBack(school, 'LT-0002')
  await send('2026-11-26')
  expect([await letters(), await office_letters()]).toEqual([0, 0])
  for (const day of ['2026-11-27', '2026-11-30', '2026-12-10']) await send(day)
  expect([await letters(), await office_letters()]).toEqual([1, 1])
  for (const day of ['2026-12-11', '2026-12-14']) await send(day)
  expect([await letters(), await office_letters()]).toEqual([2, 2])
  await send('2026-12-18')
  expect([await letters(), await office_letters()]).toEqual([3, 3])
})

test('whoever comes back keeps one history, and has a new checklist the next time', async () => {
  await giveBack(school, 'LT-0002')
  await school.db.updateTable('allocations').set({ until_at: school.clock.now.toISOString() }).execute()
  const them = await signedIn(school, office)
  await them.post(`${path()}/sign-off`).type('form').send(fieldsOf((await them.get(path())).text, `${path()}/sign-off`))
  await lastDay(null)
  expect((await them.get(path())).status).toBe(404)
  await lastDay('2027-07-21')
  expect((await them.get(path())).text).toContain('Sign Marlo Finch off')
  expect(await school.db.selectFrom('clearances').select(['last_day']).execute()).toEqual([{ last_day: '2026-12-18' }])
})

test('a session in use ends with the last day, whoever stays goes on', async () => {
  await lastDay('2026-11-24')
  school.clock.now = at('2026-11-24', '20:45')
  const [leaves, stays] = [await signedIn(school, school.marlo), await signedIn(school, office)]
  const statuses = async (day: string, time: string) => {
    school.clock.now = at(day, time)
    return [(await leaves.get('/account')).status, (await stays.get('/account')).status]
  }
  for (const time of ['22:20', '23:59']) expect(await statuses('2026-11-24', time)).toEqual([200, 200])
  expect(await statuses('2026-11-25', '00:01')).toEqual([303, 200])
})

test('access ends with the last day: PIN, badge at the desk, and another loan', async () => {
  await lastDay('2026-11-24')
  const desk = await atDesk(school)
  school.clock.now = at('2026-11-25')
  await scan(desk, 'P-0001')
  expect(await scan(desk, 'IP-0001')).toContain('IP-0001 cannot go out')
  expect(await school.db.selectFrom('loans').select('id').where('device_id', '=', school.pad).execute()).toEqual([])
  const wish = { device_ids: [school.pad], borrower_id: school.marlo, class_id: null, answers_id: null, purpose: 'Maths', until: null, source: 'desk' as const, actor: { person_id: null, desk_id: null } }
  expect((await bookOut(school.db, wish, school.clock.now)).refusals[0]!.reasons.map(({ code }) => code)).toContain('left')
  const proved = () => provedHolder(school.db, 'head', { badge: 'P-0009', pin: '9001' }, school.clock.now)
  expect(await proved()).toBe(school.head)
  await school.db.updateTable('people').set({ last_day: '2026-11-24' }).where('id', '=', school.head).execute()
  expect(await proved()).toBeNull()
})
