import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { setPin } from '../../src/accounts/pin.ts'
import { newId } from '../../src/database/ids.ts'
import { addClass, addDevice, addPerson, atDesk } from '../support/app.ts'
import { addBadge, addClassCard, listOpenLoans, smallDeskSchool } from '../support/desk-school.ts'

type Browser = Awaited<ReturnType<typeof atDesk>>

async function scan(browser: Browser, code: string, more: Record<string, string> = {}): Promise<string> {
  const response = await browser.post('/desk/scans').type('form').set('HX-Request-Type', 'partial').send({ id: randomUUID(), code, ...more })
  expect(response.status).toBe(200)
  return response.text
}

async function tap(browser: Browser, path: string, fields: Record<string, string | string[]>): Promise<string> {
  const response = await browser.post(path).type('form').set('HX-Request-Type', 'partial').send({ id: randomUUID(), ...fields })
  expect(response.status).toBe(200)
  return response.text
}

function word(html: string): string {
  return /class="answer-word">([^<]*)</.exec(html)?.[1] ?? ''
}

async function school() {
  const kit = await smallDeskSchool()
  return { ...kit, browser: await atDesk(kit) }
}

test('a class card and a device are two scans, with class, adult and purpose; one more scan brings it back', async () => {
  const kit = await school()
  expect(word(await scan(kit.browser, 'cl-4oak'))).toBe('Marlo Finch is at the desk')
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('LT-0001 out to Marlo Finch')
  expect(await listOpenLoans(kit)).toMatchObject([{
    borrower_id: kit.marlo, class_id: kit.oak, answers_id: kit.marlo, purpose: 'Computing', due_at: '2026-11-24T15:30:00.000Z', source: 'desk',
  }])
  kit.clock.now = new Date('2026-11-24T11:00:00.000Z')
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('LT-0001 back')
  expect(await listOpenLoans(kit)).toEqual([])
})

test('a device scanned first waits for a name and a purpose, and then goes out at once', async () => {
  const kit = await school()
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('Who is taking LT-0001?')
  expect(word(await scan(kit.browser, 'P-0001'))).toBe('What is LT-0001 for?')
  expect(await listOpenLoans(kit)).toEqual([])
  expect(word(await tap(kit.browser, '/desk/purpose', { purpose: 'Phonics games', class_id: kit.oak }))).toBe('LT-0001 out to Marlo Finch')
  expect(await listOpenLoans(kit)).toMatchObject([{ purpose: 'Phonics games', class_id: kit.oak }])
})

test('the next time the badge brings the usual purpose with it', async () => {
  const kit = await school()
  await scan(kit.browser, 'CL-4OAK')
  await scan(kit.browser, 'LT-0001')
  kit.clock.now = new Date('2026-11-24T10:00:00.000Z')
  await scan(kit.browser, 'LT-0001')
  kit.clock.now = new Date('2026-11-24T11:00:00.000Z')
  expect(await scan(kit.browser, 'P-0001')).toContain('Year 4 Oak · Computing')
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('LT-0001 out to Marlo Finch')
})

test('the same code within three seconds repeats its answer and does nothing more', async () => {
  const kit = await school()
  await scan(kit.browser, 'CL-4OAK')
  await scan(kit.browser, 'LT-0001')
  kit.clock.now = new Date(kit.clock.now.getTime() + 2900)
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('LT-0001 out to Marlo Finch: already counted')
  expect(await listOpenLoans(kit)).toHaveLength(1)
})

test('one scan sent twenty times is one loan', async () => {
  const kit = await school()
  await scan(kit.browser, 'CL-4OAK')
  const id = randomUUID()
  const sent = Array.from({ length: 20 }, () => scan(kit.browser, 'LT-0001', { id }))
  for (const html of await Promise.all(sent)) expect(word(html)).toBe('LT-0001 out to Marlo Finch')
  expect(await listOpenLoans(kit)).toHaveLength(1)
  expect(await kit.db.selectFrom('loans').selectAll().execute()).toHaveLength(1)
})

test('whoever took it here a moment ago is asked before it comes back', async () => {
  const kit = await school()
  await scan(kit.browser, 'CL-4OAK')
  await scan(kit.browser, 'LT-0001')
  kit.clock.now = new Date(kit.clock.now.getTime() + 20_000)
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('LT-0001 went out a moment ago')
  expect(word(await tap(kit.browser, '/desk/choice', { device_id: kit.laptop, choice: 'return' }))).toBe('LT-0001 back')
})

test('a device out to somebody else is returned for them or taken over, and Undo mends both loans', async () => {
  const kit = await school()
  const imogen = await addPerson(kit.db, { name: 'Imogen Vale', roles: ['staff'] })
  await addClassCard(kit.db, 'CL-5ELM', await addClass(kit.db, 'Year 5 Elm'), imogen, 'Maths')
  await scan(kit.browser, 'CL-4OAK')
  await scan(kit.browser, 'LT-0001')
  kit.clock.now = new Date(kit.clock.now.getTime() + 10_000)
  await scan(kit.browser, 'CL-5ELM')
  expect(word(await scan(kit.browser, 'LT-0001', { id: 'x'.repeat(12) }))).toBe('LT-0001 is out to Marlo Finch')
  kit.clock.now = new Date(kit.clock.now.getTime() + 5_000)
  expect(word(await tap(kit.browser, '/desk/choice', { device_id: kit.laptop, choice: 'take over' }))).toBe('LT-0001 passed on to Imogen Vale')
  expect(await listOpenLoans(kit)).toMatchObject([{ borrower_id: imogen, purpose: 'Maths' }])
  const { id: scan_id } = await kit.db.selectFrom('desk_scans').select('id').where('answer', 'like', '%"passed on"%').executeTakeFirstOrThrow()
  expect(word(await tap(kit.browser, '/desk/undo', { scan_id }))).toBe('Undone: LT-0001 as before')
  expect(await listOpenLoans(kit)).toMatchObject([{ borrower_id: kit.marlo }])
})

test('a slip is undone within five minutes and stays in the record as voided; later it is not', async () => {
  const kit = await school()
  await scan(kit.browser, 'CL-4OAK')
  await scan(kit.browser, 'LT-0001')
  const { id: scan_id } = await kit.db.selectFrom('desk_scans').select('id').where('text', '=', 'LT-0001').executeTakeFirstOrThrow()
  kit.clock.now = new Date(kit.clock.now.getTime() + 301_000)
  expect(word(await tap(kit.browser, '/desk/undo', { scan_id }))).toBe('Too late to undo here')
  kit.clock.now = new Date(kit.clock.now.getTime() - 2_000)
  expect(word(await tap(kit.browser, '/desk/undo', { scan_id }))).toBe('Undone: LT-0001 as before')
  expect(await listOpenLoans(kit)).toEqual([])
  const [loan] = await kit.db.selectFrom('loans').selectAll().execute()
  expect(loan!.voided_at).not.toBeNull()
})

test('a set goes out in one scan, two are left behind, and one scan brings the rest back', async () => {
  const kit = await school()
  const set_id = newId()
  await kit.db.insertInto('sets').values({ id: set_id, code: 'TR-A', name: 'Trolley A', place: 'Corridor', slots: 5 }).execute()
  await kit.db.insertInto('tags').values({ text: 'TR-A', what: 'code', device_id: null, set_id, person_id: null, class_card_id: null, created_at: '2026-11-24T08:00:00.000Z' }).execute()
  const pads = []
  for (let slot = 1; slot <= 5; slot++) {
    const id = await addDevice(kit.db, `IP-000${slot}`, 'iPad')
    await kit.db.updateTable('devices').set({ set_id, slot }).where('id', '=', id).execute()
    pads.push(id)
  }
  await scan(kit.browser, 'CL-4OAK')
  expect(word(await scan(kit.browser, 'TR-A'))).toBe('5 devices out to Marlo Finch')
  const { id: scan_id } = await kit.db.selectFrom('desk_scans').select('id').where('text', '=', 'TR-A').executeTakeFirstOrThrow()
  await tap(kit.browser, '/desk/undo', { scan_id, device_ids: [pads[0]!, pads[1]!] })
  expect(await listOpenLoans(kit)).toHaveLength(3)
  kit.clock.now = new Date('2026-11-24T12:00:00.000Z')
  expect(word(await scan(kit.browser, 'TR-A'))).toBe('3 devices back')
})

test('after 30 seconds nobody is at the desk', async () => {
  const kit = await school()
  await scan(kit.browser, 'CL-4OAK')
  kit.clock.now = new Date(kit.clock.now.getTime() + 31_000)
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('Who is taking LT-0001?')
})

test('a scan that stood in the queue is judged by when it was made', async () => {
  const kit = await school()
  await scan(kit.browser, 'CL-4OAK')
  kit.clock.now = new Date(kit.clock.now.getTime() + 300_000)
  expect(word(await scan(kit.browser, 'LT-0001', { waited: '295000' }))).toBe('LT-0001 out to Marlo Finch')
})

test('a volunteer needs a member of staff who answers, and is not lent an iPad', async () => {
  const kit = await school()
  const vera = await addPerson(kit.db, { name: 'Vera Okonjo', kind: 'volunteer' })
  await addBadge(kit.db, vera, 'P-0009')
  await addDevice(kit.db, 'IP-0001', 'iPad')
  await scan(kit.browser, 'P-0009')
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('Who answers for Vera Okonjo?')
  await tap(kit.browser, '/desk/answers', { answers_id: kit.marlo })
  expect(word(await tap(kit.browser, '/desk/purpose', { purpose: 'Reading club' }))).toBe('LT-0001 out to Vera Okonjo')
  expect(await listOpenLoans(kit)).toMatchObject([{ borrower_id: vera, answers_id: kit.marlo }])
  const refused = await scan(kit.browser, 'IP-0001')
  expect(word(refused)).toBe('IP-0001 cannot go out')
  expect(refused).toContain('is not lent to a volunteer')
})

test('what is lost or in repair is never lent, but is noted as seen', async () => {
  const kit = await school()
  await kit.db.insertInto('out_of_use').values({ id: newId(), device_id: kit.laptop, because: 'lost', note: '', from_at: '2026-11-20T09:00:00.000Z', until_at: null }).execute()
  await scan(kit.browser, 'CL-4OAK')
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('LT-0001 is lost')
  expect(await listOpenLoans(kit)).toEqual([])
  expect(await kit.db.selectFrom('sightings').selectAll().where('device_id', '=', kit.laptop).execute()).toHaveLength(1)
})

test('a hundred scans with rubbish in the middle are all answered', async () => {
  const kit = await school()
  const codes = Array.from({ length: 100 }, (_, i) => `CB-${String(i + 1).padStart(4, '0')}`)
  for (const code of codes) await addDevice(kit.db, code, 'Chromebook')
  await scan(kit.browser, 'CL-4OAK')
  codes[50] = '<script>alert(1)</script>'
  for (const code of codes) await scan(kit.browser, code)
  expect(await listOpenLoans(kit)).toHaveLength(99)
})

test('without JavaScript a scan is a plain form and the page that follows shows its answer', async () => {
  const kit = await school()
  const sent = await kit.browser.post('/desk/scans').type('form').send({ id: 'abcdefgh1', code: 'CL-4OAK' })
  expect([sent.status, sent.headers['location']]).toEqual([303, '/desk'])
  const page = await kit.browser.get('/desk')
  expect(word(page.text)).toBe('Marlo Finch is at the desk')
  expect(page.text).toContain('Scan or type a code')
})

test('the bring-back lane only takes back', async () => {
  const kit = await school()
  expect(word(await scan(kit.browser, 'LT-0001', { lane: 'back' }))).toBe('LT-0001 seen')
  await scan(kit.browser, 'CL-4OAK')
  kit.clock.now = new Date(kit.clock.now.getTime() + 4000)
  await scan(kit.browser, 'LT-0001')
  kit.clock.now = new Date(kit.clock.now.getTime() + 4000)
  expect(word(await scan(kit.browser, 'LT-0001', { lane: 'back' }))).toBe('LT-0001 back')
})

test('two letters of a name in the scan box offer the names, and one tap puts that person at the desk', async () => {
  const kit = await school()
  const html = await scan(kit.browser, 'ma')
  expect(html).toContain('Marlo Finch')
  expect(word(await tap(kit.browser, '/desk/person', { person_id: kit.marlo }))).toBe('Marlo Finch is at the desk')
})

test('a desk reaches its own pages and nothing else', async () => {
  const kit = await school()
  expect((await kit.browser.get('/desk')).status).toBe(200)
  const elsewhere = await kit.browser.get('/desk/open')
  expect([elsewhere.status, elsewhere.headers['location']]).toEqual([303, '/sign-in?next=%2Fdesk%2Fopen'])
})

test('what somebody else looks after goes out only when the lead says yes with badge and PIN', async () => {
  const kit = await school()
  const keeper = await addPerson(kit.db, { name: 'Imogen Vale', roles: ['staff'] })
  await kit.db.insertInto('allocations').values({ id: newId(), device_id: kit.laptop, keeper_id: keeper, from_at: '2026-09-01T08:00:00.000Z', until_at: null }).execute()
  await addBadge(kit.db, kit.lead, 'P-LEAD')
  await setPin(kit.db, kit.lead, '7391', kit.clock.now)
  await setPin(kit.db, kit.marlo, '8642', kit.clock.now)
  await scan(kit.browser, 'CL-4OAK')
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('LT-0001 is looked after by Imogen Vale')
  const yes = (badge: string, pin: string) => tap(kit.browser, '/desk/lead-says-yes', { device_ids: kit.laptop, badge, pin })
  for (const [badge, pin] of [['P-LEAD', '1111'], ['P-0001', '8642'], ['', '']] as const) {
    expect(word(await yes(badge, pin))).toBe('That badge and PIN are not the computing lead’s')
  }
  expect(await listOpenLoans(kit)).toEqual([])
  expect(word(await yes('p-lead', '7391'))).toBe('LT-0001 out to Marlo Finch')
  expect(await listOpenLoans(kit)).toMatchObject([{ borrower_id: kit.marlo, booked_out_by_id: kit.lead }])
})

test('a clock set back an hour neither loses a loan nor fails: the next one begins where the last ended', async () => {
  const kit = await school()
  await scan(kit.browser, 'CL-4OAK')
  await scan(kit.browser, 'LT-0001')
  kit.clock.now = new Date('2026-11-24T09:30:00.000Z')
  await scan(kit.browser, 'LT-0001')
  kit.clock.now = new Date('2026-11-24T08:30:00.000Z')
  await scan(kit.browser, 'CL-4OAK')
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('LT-0001 out to Marlo Finch')
  expect(await listOpenLoans(kit)).toMatchObject([{ taken_at: '2026-11-24T09:30:00.000Z' }])
})

test('a class card of a school year that has ended puts nobody at the desk, and nothing goes out by it; where things only come back it is no matter', async () => {
  const kit = await school()
  await addBadge(kit.db, kit.lead, 'P-LEAD')
  kit.clock.now = new Date('2027-08-31T08:00:00.000Z')
  expect(word(await scan(kit.browser, 'CL-4OAK'))).toBe('Marlo Finch is at the desk')
  kit.clock.now = new Date('2027-09-01T08:00:00.000Z')
  await scan(kit.browser, 'P-LEAD')
  const refused = await scan(kit.browser, 'CL-4OAK')
  expect(word(refused)).toBe('That card is of a school year that has ended')
  expect(refused).toContain('Scan your badge, or tap your name. The computing lead prints the cards of this year’s classes.')
  expect(word(await scan(kit.browser, 'LT-0001'))).toBe('Who is taking LT-0001?')
  expect(await listOpenLoans(kit)).toEqual([])
  kit.clock.now = new Date('2027-09-01T08:01:00.000Z')
  expect(word(await scan(kit.browser, 'CL-4OAK', { lane: 'back' }))).toBe('Marlo Finch is at the desk')
})
