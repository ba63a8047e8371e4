import { beforeEach, expect, test } from 'vitest'
import { act, isRefusedBy } from '../../src/database/act.ts'
import { goHome } from '../../src/off-site/going-home.ts'
import { custodyOf } from '../../src/custody/store.ts'
import { acceptTerms } from '../../src/off-site/terms.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { type Agent, fieldsOf } from '../loans/support.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, signedIn, type TestApp } from '../support/app.ts'
import { enterHalfTerms } from '../support/half-terms.ts'
import { addApproval, addPass, awaySchool } from '../support/off-site.ts'
import { lend } from '../support/loans.ts'
import { keep, nowOf as at } from '../support/run-up.ts'

let school: TestApp & { marlo: string, head: string, laptop: string, pad: string }
let oak: string

const letters = () => school.db.selectFrom('outbox as o').innerJoin('people as p', 'p.id', 'o.person_id').select(['p.name', 'o.subject']).orderBy('o.created_at').orderBy('p.name').execute()

async function as(id: string): Promise<Agent> {
  return signedIn(school, id)
}

async function lead(): Promise<Agent> {
  return as(school.lead)
}

beforeEach(async () => {
  school = await awaySchool()
  await writeSettings(school.db, { remind_keepers: false, remind_access_review: false })
  await enterHalfTerms(school.db)
  oak = await addPerson(school.db, { name: 'Ines Okoro', roles: ['staff'] })
  school.clock.now = at('2027-06-14')
  await keep(school, school.laptop, school.marlo)
  await keep(school, school.pad, oak)
  for (const code of ['LT-0002', 'LT-0003', 'LT-0004']) await addDevice(school.db, code)
  await addPass(school.db, school.laptop, '2027-07-23', at('2027-06-14').toISOString())
})

const answer = async (who: Agent, goes_home: '1' | '0', device_id: string) => {
  const fields = fieldsOf((await who.get('/run-up/mine')).text, '/run-up/mine')
  return who.post('/run-up/mine').type('form').send({ ...fields, device_id, goes_home })
}

const section = (html: string, id: string) => html.split('<section').find((part) => part.includes(`id="${id}"`)) ?? ''
const bigCount = (html: string) => Number(/class="big-count[^"]*"[^>]*><b>(\d+)</.exec(html)?.[1])
const scan = async (who: Agent, page: string, codes: string) => who.post(`${page}/scans`).type('form').send({ form_key: `a-key-for-${codes}-${page}`.slice(0, 60), codes })

test('a whole summer: the run-up opens, keepers are asked once, the count is sealed, and on the first day back one device is not there', async () => {
  school.clock.now = at('2027-07-07')
  expect((await (await lead()).get('/run-up')).text).toContain('begins on Thursday 8 July 2027')
  expect((await (await lead()).get('/')).text).not.toContain('id="run-up"')
  expect(await sendReminders(school.db, 'http://kitbook.test', at('2027-07-07', '15:10'))).toBe(0)

  // It opens: Today and the letter, once.
  school.clock.now = at('2027-07-08', '15:10')
  expect(section((await (await lead()).get('/')).text, 'run-up')).toContain('Of 2 devices nobody has said')
  expect(section((await (await as(oak)).get('/')).text, 'run-up')).toContain('Of 1 device that you look after')
  for (const time of ['15:10', '15:20']) await sendReminders(school.db, 'http://kitbook.test', at('2027-07-08', time))
  await sendReminders(school.db, 'http://kitbook.test', at('2027-07-09', '15:10'))
  expect(await letters()).toEqual([
    { name: 'Ines Okoro', subject: 'Please say what happens to IP-0001 over the holiday' },
    { name: 'Marlo Finch', subject: 'Please say what happens to LT-0001 over the holiday' },
  ])

  // Marlo wants to take it home and has not accepted the terms; the check of a laptop that ends in the holiday counts.
  school.clock.now = at('2027-07-12')
  const mine = await answer(await as(school.marlo), '1', school.laptop)
  expect(mine.headers['location']).toBe('/run-up/mine?done=answered')
  expect(section((await (await lead()).get('/run-up')).text, 'wanting')).toContain('The terms for taking it off-site are not accepted')
  expect((await (await as(school.marlo)).get('/run-up/mine')).text).toContain('href="/off-site/terms"')
  await act(school.db, (db) => acceptTerms(db, { person_id: school.marlo, how: 'own account', desk_id: null }, school.clock.now))
  expect(section((await (await lead()).get('/run-up')).text, 'wanting')).toContain('Whatever will be away')
  expect(section((await (await lead()).get('/run-up')).text, 'keeps')).toContain('no answer yet')

  // On the last day what is out is counted in by its scan, and the rest ticked; Ines has not answered, so her iPad is still to come.
  school.clock.now = at('2027-07-21', '14:00')
  await lend(school, school.marlo, 'LT-0002')
  const leads = await lead()
  expect(section((await leads.get('/run-up')).text, 'out')).toContain('LT-0002')
  expect(bigCount((await leads.get('/run-up/count')).text)).toBe(4)
  await scan(leads, '/run-up/count', 'LT-0002 LT-0003 LT-0004')
  expect(await school.db.selectFrom('loans').select('outcome').execute()).toEqual([{ outcome: 'returned' }])
  const page = (await leads.get('/run-up/count')).text
  expect(bigCount(page)).toBe(1)
  expect(section(page, 'to-come')).toContain('IP-0001')
  expect(section(page, 'home')).toContain('LT-0001')

  const fields = { ...fieldsOf(page, '/run-up/count'), place: 'Strong cupboard', witness_id: school.head }
  const sealed = await leads.post('/run-up/count').type('form').send(fields)
  const path = sealed.headers['location']!
  expect(path).toMatch(/^\/run-up\/counts\//)
  expect((await leads.post('/run-up/count').type('form').send(fields)).headers['location']).toBe(path)
  const again = await leads.get('/run-up/count')
  expect(again.headers['location']).toBe(path)
  expect((await leads.get(path)).text).toContain('witnessed by Ottoline Brae')
  expect(await act(school.db, async (db) => goHome(db, (await custodyOf(db, [school.laptop]))[0]!, { person_id: school.marlo, desk_id: null }, school.clock.now))).toEqual([])

  // In August the register says what is at home; nobody is written to.
  school.clock.now = at('2027-08-10')
  const register = (await (await lead()).get('/off-site')).text
  expect(register).toContain('LT-0001')
  expect(register).not.toContain('LT-0003')
  await sendReminders(school.db, 'http://kitbook.test', at('2027-08-10', '15:10'))

  // The first day back: opened with one not there, which turns up a week later.
  school.clock.now = at('2027-09-01', '09:00')
  const back = await lead()
  expect(section((await back.get('/')).text, 'run-up')).toContain(path)
  await scan(back, path, 'LT-0002 LT-0003')
  expect(bigCount((await back.get(path)).text)).toBe(1)
  await back.post(`${path}/opening`).type('form').send(fieldsOf((await back.get(path)).text, `${path}/opening`))
  expect(section((await back.get(path)).text, 'missing')).toContain('LT-0004')
  expect((await back.get(path)).text).toContain('1 device was not there')
  expect((await back.get('/')).text).not.toContain('id="run-up"')
  school.clock.now = at('2027-09-08', '09:00')
  await scan(await lead(), path, 'LT-0004')
  const record = (await (await lead()).get(path)).text
  expect(section(record, 'missing')).toContain('found Wed 8 Sept, 9:00 am')
  expect(record).toContain('1 device was not there')
  expect((await letters()).filter(({ subject }) => subject.includes('over the holiday'))).toHaveLength(2)
  const csv = (await (await lead()).get(`${path}/lines.csv`)).text
  expect(csv).toContain('LT-0004,Laptop,,locked up,,2027-07-21 14:00,the holiday lock-up,2027-09-08 09:00,found')
})

test('one count a holiday, by two people, with something in it', async () => {
  school.clock.now = at('2027-07-20')
  const leads = await lead()
  const fields = { ...fieldsOf((await leads.get('/run-up/count')).text, '/run-up/count'), place: '', witness_id: '' }
  const empty = await leads.post('/run-up/count').type('form').send(fields)
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('Say where it is locked up')
  expect(empty.text).toContain('Choose who saw it')
  const nothing = await leads.post('/run-up/count').type('form').send({ ...fields, place: 'Cupboard', witness_id: school.lead })
  expect(nothing.text).toContain('Count something in first')
  expect(nothing.text).toContain('whoever seals it cannot witness it')
  expect(nothing.text).toContain('value="Cupboard"')
  expect(await school.db.selectFrom('sealed_counts').selectAll().execute()).toEqual([])
})

test('what was sealed cannot be changed, and what was counted again is written once', async () => {
  school.clock.now = at('2027-07-20')
  const leads = await lead()
  await scan(leads, '/run-up/count', 'LT-0002')
  await leads.post('/run-up/count').type('form').send({ ...fieldsOf((await leads.get('/run-up/count')).text, '/run-up/count'), place: 'Cupboard', witness_id: school.head })
  const isRefused = async (run: Promise<unknown>) => isRefusedBy(await run.then(() => null, (error: unknown) => error), 'append-only')
  const lines = () => school.db.updateTable('sealed_lines')
  const counts = () => school.db.updateTable('sealed_counts')
  expect(await isRefused(lines().set({ result: 'locked up' }).where('result', '=', 'not there').execute())).toBe(true)
  expect(await isRefused(lines().set({ holder_id: 'somebody' }).execute())).toBe(true)
  expect(await isRefused(school.db.deleteFrom('sealed_lines').execute())).toBe(true)
  expect(await isRefused(school.db.deleteFrom('sealed_counts').execute())).toBe(true)
  for (const change of [{ place: 'Elsewhere' }, { locked_count: 9 }, { witness_id: 'x' }, { sealed_at: '2027-01-01' }]) expect(await isRefused(counts().set(change).execute())).toBe(true)
  await lines().set({ again_at: '2027-09-01T08:00:00.000Z', again_by_id: 'x' }).execute()
  expect(await isRefused(lines().set({ again_at: '2027-09-02T08:00:00.000Z' }).execute())).toBe(true)
  await counts().set({ opened_at: '2027-09-01T08:00:00.000Z', opened_by_id: 'x', missing_count: 0 }).execute()
  expect(await isRefused(counts().set({ missing_count: 1 }).execute())).toBe(true)
})

test('what is wished for and does not count over the holiday stands with what mends it', async () => {
  school.clock.now = at('2027-07-12')
  await addPass(school.db, school.pad, '2027-07-15', at('2027-06-14').toISOString())
  const approval = await addApproval(school.db, { person_id: school.marlo, device_id: school.pad, by_id: school.head, from: '2027-07-12', until: '2027-09-03' })
  const html = section((await (await lead()).get('/run-up')).text, 'wanting')
  expect(html).toContain('Its encryption check counts until Thu 15 Jul only')
  expect(html).toContain('href="/device-checks?device=IP-0001"')
  expect(html).toContain('The permission counts until Fri 3 Sept only')
  expect(html).toContain(`href="/approvals/${approval}"`)
  await addPass(school.db, school.pad, '2027-09-30', school.clock.now.toISOString())
  expect(section((await (await lead()).get('/run-up')).text, 'wanting')).not.toContain('encryption check')
})

test('what a keeper says is judged as any loan that leaves: everything that is missing at once, and who asks for it', async () => {
  school.clock.now = at('2027-07-12')
  await answer(await as(oak), '1', school.pad)
  const html = section((await (await lead()).get('/run-up')).text, 'wanting')
  for (const words of ['Encryption of IP-0001: owed', 'The head teacher has not permitted it', 'The terms for taking it off-site are not accepted']) expect(html).toContain(words)
  expect(html).toContain(`href="/approvals/new?device=IP-0001&person=${oak}"`.replace('&', '&amp;'))
  expect(section((await (await lead()).get('/run-up')).text, 'keeps')).toContain('is to go home, may not yet')
  const own = (await (await as(oak)).get('/run-up/mine')).text
  expect(own).toContain('href="/approvals/new?device=IP-0001"')
  await answer(await as(oak), '0', school.pad)
  expect((await (await as(oak)).get('/run-up/mine')).text).toContain('stays at school')
  expect(section((await (await lead()).get('/run-up')).text, 'wanting')).toContain('Whatever will be away')
})

test('nobody answers for what somebody else looks after, except whoever prepares the holiday; a new keeper is asked anew', async () => {
  school.clock.now = at('2027-07-12')
  const strange = await (await as(oak)).post('/run-up/mine').type('form').send({ form_key: 'a-key-of-sixteen-letters', device_id: school.laptop, goes_home: '1' })
  expect(strange.status).toBe(404)
  const leads = await lead()
  const told = await leads.post('/run-up/answers').type('form').send({ form_key: 'another-key-of-sixteen', device_id: school.laptop, goes_home: '0' })
  expect(told.headers['location']).toContain('/run-up?done=answered')
  expect(await school.db.selectFrom('holiday_answers').select(['keeper_id', 'goes_home', 'said_by_id']).execute()).toEqual([{ keeper_id: school.marlo, goes_home: 0, said_by_id: school.lead }])
  await keep(school, school.laptop, oak)
  expect(section((await leads.get('/run-up')).text, 'keeps').match(/no answer yet/g)).toHaveLength(2)
})
