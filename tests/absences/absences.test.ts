import { beforeEach, expect, test } from 'vitest'
import { endWhatIsBack } from '../../src/absences/arrange.ts'
import { listAwaited } from '../../src/absences/store.ts'
import { newId } from '../../src/database/ids.ts'
import { readDay } from '../../src/end-of-day/day.ts'
import { GOING } from '../../src/end-of-day/rules.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { readSettings } from '../../src/settings/store.ts'
import { insertSightings } from '../../src/sightings/store.ts'
import { fieldsOf } from '../loans/support.ts'
import { addDevice, addPerson, atDesk, signedIn } from '../support/app.ts'
import { scan } from '../support/desk-taps.ts'
import { giveBack, lend } from '../support/loans.ts'
import { awaySchool } from '../support/off-site.ts'
import { watchedDatabase } from '../support/plans.ts'
import { keep } from '../support/run-up.ts'

let school: Awaited<ReturnType<typeof awaySchool>>
let office: string
let borrowed: string

const at = (day: number, time = '09:00') => new Date(`2026-11-${day}T${time}:00.000Z`)
const section = (html: string, id: string) => html.split('<section').find((part) => part.includes(`id="${id}"`)) ?? ''
const as = (person: string) => signedIn(school, person)
const page = async (path: string, who = office) => (await (await as(who)).get(path)).text
const stored = () => school.db.selectFrom('absences').select(['by_day', 'how', 'made_by_id', 'done_at', 'done_by_id']).orderBy('id').execute()
const subjects = async (who: string) => (await school.db.selectFrom('outbox').select('subject').where('person_id', '=', who).where('not_sent_because', 'is', null).execute()).map(({ subject }) => subject)

/** The office's form, whole but for what a case changes; returns the answer. */
async function arrange(changes: Record<string, string | string[]> = {}, who = office) {
  const them = await as(who)
  const fields = fieldsOf((await them.get(`/absences/new?person=${school.marlo}`)).text, '/absences')
  return them.post('/absences').type('form').send({ ...fields, device_ids: [school.laptop, borrowed], by_day: '27 11 2026', how: 'collected', ...changes })
}

/** On Tuesday Marlo borrows LT-0002, due that afternoon, and looks after LT-0001; then it is Wednesday. */
beforeEach(async () => {
  school = await awaySchool()
  office = await addPerson(school.db, { name: 'Imogen Vale', roles: ['office'] })
  borrowed = await addDevice(school.db, 'LT-0002')
  await keep(school, school.laptop, school.marlo)
  await lend(school, school.marlo, 'LT-0002')
  school.clock.now = at(25)
})

test('from a person’s page to everything back: nobody is reminded, and each page says by when', async () => {
  expect(section(await page('/'), 'overdue')).toContain('LT-0002')
  expect(await page(`/people/${school.marlo}`)).toContain(`/absences/new?person=${school.marlo}`)
  const form = await page(`/absences/new?person=${school.marlo}`)
  expect(form).toContain('keeps no reason')
  expect(form.match(/name="device_ids"/g)).toHaveLength(2)
  expect(form).not.toContain('<textarea')
  const done = await arrange()
  expect(done.status).toBe(303)
  expect((await (await as(office)).get(done.headers['location']!)).text).toContain('Nobody reminds them until it is done.')
  expect(await stored()).toEqual([{ by_day: '2026-11-27', how: 'collected', made_by_id: office, done_at: null, done_by_id: null }])

  const today = await page('/')
  expect(section(today, 'overdue')).toBe('')
  expect(section(today, 'arranged')).toMatch(/LT-0002[^]*Fri 27 Nov/)
  expect(today).toContain('<b>0</b><span>overdue')
  expect(section(await page('/', school.marlo), 'mine')).toContain('return arranged by Fri 27 Nov')
  expect(section(await page('/', school.marlo), 'kept')).toContain('Laptop, with me, return arranged by Fri 27 Nov')
  expect(section(await page(`/people/${school.marlo}`), 'return')).toContain('Return arranged by Fri 27 Nov')
  expect(await page('/devices/LT-0002')).toContain('Return arranged by Fri 27 Nov.')
  expect(await page('/devices/LT-0002')).not.toContain('out, overdue')
  expect(await page('/absences')).toMatch(/Marlo Finch[^]*LT-0001[^]*LT-0002[^]*Arranged/)
  expect(await page('/absences.csv')).toContain('Marlo Finch,2026-11-27,collected,LT-0001 LT-0002,LT-0001 LT-0002,Arranged')
  const { devices } = await readDay(school.db, await readSettings(school.db), at(25, '15:50'))
  expect(devices.filter(({ result }) => result === 'excused').map(({ code, reason }) => [code, reason])).toEqual([['LT-0001', 'return arranged'], ['LT-0002', 'return arranged']])
  expect(await page('/end-of-day')).toMatch(/LT-0002[^]*return arranged[^]*by Fri 27 Nov, with Marlo Finch/)

  const desk = await atDesk(school)
  expect(await scan(desk, 'LT-0002')).toContain('LT-0002')
  expect((await listAwaited(school.db)).map(({ code }) => code)).toEqual(['LT-0001'])
  school.clock.now = at(25, '10:00')
  await scan(await atDesk(school, 'Second desk'), 'LT-0001')
  expect(await listAwaited(school.db)).toEqual([])
  expect(await page('/absences')).toContain('All back')
  expect(await page(`/people/${school.marlo}`)).not.toContain('Return arranged by')
  expect(await endWhatIsBack(school.db, school.clock.now)).toBe(1)
  expect(await endWhatIsBack(school.db, school.clock.now)).toBe(0)
  expect(await stored()).toMatchObject([{ done_at: '2026-11-25T10:00:00.000Z', done_by_id: null }])
})

test('letters to them stop, those that were written and have not gone too; past the day the office and the lead have one', async () => {
  const send = (day: number, time: string) => sendReminders(school.db, 'http://kitbook.test', at(day, time))
  await send(25, '09:00')
  expect(await subjects(school.marlo)).toEqual(['Please bring back LT-0002 today'])
  await arrange()
  expect(await subjects(school.marlo)).toEqual([])
  await send(25, '16:00')
  await send(27, '16:00')
  expect([await subjects(school.marlo), await subjects(office)]).toEqual([[], []])
  // Of Tuesday evening, before anything was arranged.
  expect(await subjects(school.lead)).toEqual(['Please look for LT-0002: not back'])
  for (const time of ['15:10', '16:00']) await send(30, time)
  school.clock.now = at(30, '16:00')
  expect(await subjects(school.marlo)).toEqual([])
  expect(await subjects(office)).toEqual(['Please see to a return that has not come'])
  const { body_text } = await school.db.selectFrom('outbox').select('body_text').where('person_id', '=', school.lead).orderBy('id', 'desc').executeTakeFirstOrThrow()
  expect(body_text).toContain('Marlo Finch: LT-0001, LT-0002, arranged by Friday 27 November 2026')
  await school.db.updateTable('outbox').set({ sent_at: school.clock.now.toISOString() }).execute()
  expect(section(await page('/'), 'late-returns')).toContain('Marlo Finch')
  expect(section(await page('/'), 'overdue')).toContain('LT-0002')
  expect(section(await page('/', school.head), 'late-returns')).toBe('')
  await sendReminders(school.db, 'http://kitbook.test', at(30, '17:00'))
  school.clock.now = new Date('2026-12-01T16:00:00.000Z')
  await sendReminders(school.db, 'http://kitbook.test', school.clock.now)
  expect(await subjects(office)).toHaveLength(1)
})

test('the lead’s letter says by when what is arranged comes back', async () => {
  await arrange()
  await addDevice(school.db, 'LT-0003')
  await lend(school, school.head, 'LT-0003')
  await sendReminders(school.db, 'http://kitbook.test', at(25, '16:00'))
  const { body_text } = await school.db.selectFrom('outbox').select('body_text').where('person_id', '=', school.lead).executeTakeFirstOrThrow()
  expect(body_text).toMatch(/not back by the end-of-day check[^]*LT-0003[^]*a return is arranged[^]*LT-0002 \(Laptop\), return arranged by Friday 27 November 2026/)
})

test('another day, and that it is done: then they are reminded as before', async () => {
  const path = (await arrange()).headers['location']!.split('?')[0]!
  const them = await as(office)
  const wrong = await them.post(path).type('form').send({ by_day: '28 11 2026', how: 'collected' })
  expect([wrong.status, wrong.text.includes('The school is closed on that day'), wrong.text.includes('value="28 11 2026"')]).toEqual([422, true, true])
  await them.post(path).type('form').send({ by_day: '30 11 2026', how: 'brought in' })
  expect(await stored()).toMatchObject([{ by_day: '2026-11-30', how: 'brought in', done_at: null }])
  await them.post(`${path}/done`)
  await them.post(`${path}/done`)
  expect(await stored()).toMatchObject([{ done_at: at(25).toISOString(), done_by_id: office }])
  const verbs = await school.db.selectFrom('events').select(['verb', 'actor_id', 'data']).where('verb', 'like', 'return.%').orderBy('id').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['return.arranged', 'return.moved', 'return.done'])
  expect(await page(path)).toContain('Said to be done')
  await sendReminders(school.db, 'http://kitbook.test', at(25, '16:00'))
  expect(await subjects(school.marlo)).toHaveLength(1)
  expect((await arrange()).status).toBe(303)
})

test('some devices alone: the rest is late as ever, and the end-of-day check misses it', async () => {
  await arrange({ device_ids: school.laptop })
  expect(section(await page('/'), 'overdue')).toContain('LT-0002')
  const { devices } = await readDay(school.db, await readSettings(school.db), at(25, '15:50'))
  expect(devices.map(({ code, result }) => `${code} ${result}`)).toEqual(expect.arrayContaining(['LT-0001 excused', 'LT-0002 not back']))
})

test.each<[string, () => string]>([['/book', () => office], ['/my-loans', () => school.marlo], ['/devices', () => office]])('%s does not count among the overdue what is to be back by a day that has not passed', async (path, who) => {
  const overdue = () => page(`${path}?state=overdue`, who())
  expect(await overdue()).toContain('LT-0002')
  await arrange()
  expect(await overdue()).not.toContain('LT-0002')
  if (path !== '/devices') expect(await page(`${path}?state=out`, who())).toMatch(/LT-0002[^]*return arranged[^]*by Fri 27 Nov/)
  expect(await page(path, who())).not.toContain('>overdue<')
  school.clock.now = at(28)
  expect(await overdue()).toMatch(/LT-0002[^]*overdue/)
})

test('what is looked after is back once it is seen in school, not when it goes home', async () => {
  await arrange({ device_ids: school.laptop })
  await insertSightings(school.db, [school.laptop], { person_id: school.marlo, desk_id: null }, at(25, '12:00'), GOING)
  expect(await listAwaited(school.db)).toHaveLength(1)
  await insertSightings(school.db, [school.laptop], { person_id: office, desk_id: null }, at(25, '13:00'))
  expect(await listAwaited(school.db)).toEqual([])
})

test('what is lost or in repair is waited for no more', async () => {
  await arrange({ device_ids: school.laptop })
  await school.db.insertInto('out_of_use').values({ id: newId(), device_id: school.laptop, because: 'lost', note: '', from_at: at(25).toISOString(), until_at: null }).execute()
  expect(await listAwaited(school.db)).toEqual([])
})

test.each<[string, Record<string, string | string[]>, string]>([
  ['no day', { by_day: '' }, 'Enter the day by which it is to be back'], ['a day that has passed', { by_day: '24 11 2026' }, 'That day has passed'],
  ['nothing chosen', { device_ids: [] }, 'Choose what is to come back'], ['no way', { how: 'by post' }, 'Say how it comes back'],
])('refused with %s, and nothing typed is lost', async (_, changes, message) => {
  const answer = await arrange(changes)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(message)
  expect(await stored()).toEqual([])
})

test('a device of somebody else is no part of it, nobody arranges their own, and nobody has two', async () => {
  expect((await arrange({ device_ids: school.pad })).text).toContain('Choose what is to come back')
  await school.db.insertInto('person_roles').values({ person_id: school.marlo, role: 'office' }).execute()
  expect((await arrange({}, school.marlo)).text).toContain('Nobody arranges their own return')
  expect((await arrange()).status).toBe(303)
  const again = await arrange()
  expect([again.status, again.text.includes('A return is arranged for them already')]).toEqual([422, true])
  expect(await stored()).toHaveLength(1)
})

test('once all is back another can be arranged before the hour’s job has run', async () => {
  await arrange({ device_ids: borrowed })
  await giveBack(school, 'LT-0002')
  expect((await arrange({ device_ids: school.laptop })).status).toBe(303)
  expect((await stored()).map(({ done_at }) => done_at === null)).toEqual([false, true])
})

test('what is awaited is found among what is open, however long the book', async () => {
  const { db, plansOf } = await watchedDatabase()
  const details = (await plansOf(() => listAwaited(db))).flatMap(({ details }) => details)
  expect(details.filter((detail) => /^SCAN (?!x USING INDEX absences_open)/.test(detail))).toEqual([])
})
