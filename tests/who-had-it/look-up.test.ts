import { expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import type { Row } from '../../src/database/tables.ts'
import { lookUp } from '../../src/who-had-it/look-up.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'

async function school() {
  const kit = await startApp()
  const device_id = await addDevice(kit.db, 'LT-0001')
  const [marlo, imogen] = [await addPerson(kit.db, { name: 'Marlo Finch' }), await addPerson(kit.db, { name: 'Imogen Vale' })]
  const lend = (borrower_id: string, taken: string, back: string | null, facts: Partial<Row<'loans'>> = {}) => kit.db.insertInto('loans').values({
    id: newId(), device_id, borrower_id, class_id: null, answers_id: borrower_id, purpose: 'Maths',
    taken_at: `2026-11-${taken}:00.000Z`, due_at: '2026-11-30T15:30:00.000Z', off_site: 0, source: 'desk',
    out_desk_id: null, booked_out_by_id: null, import_id: null, returned_at: back && `2026-11-${back}:00.000Z`,
    back_desk_id: null, taken_back_by_id: null, on_charge: null, outcome: back ? 'returned' : null,
    voided_at: null, voided_by_id: null, ...facts,
  }).execute()
  return { ...kit, device_id, marlo, imogen, lend }
}

const NOW = new Date('2026-11-24T09:00:00.000Z')
const when = (instant: string) => instant
const ask = async (kit: Awaited<ReturnType<typeof school>>, line: string) => (await lookUp(kit.db, line, when, NOW)).answers[0]!

test('a moment inside a loan names its borrower, with the loans before and after', async () => {
  const kit = await school()
  await kit.lend(kit.imogen, '09T09:00', '09T11:00')
  await kit.lend(kit.marlo, '10T09:00', '10T11:00')
  await kit.lend(kit.imogen, '11T09:00', null)
  expect(await ask(kit, 'lt-0001, 10/11/2026 10:15')).toMatchObject({
    said: { certainty: 'known', who: 'Marlo Finch' }, before: { borrower: 'Imogen Vale' }, after: { borrower: 'Imogen Vale' },
  })
  expect(await ask(kit, 'LT-0001, 10/11/2026 09:00')).toMatchObject({ said: { who: 'Marlo Finch' } })
  expect(await ask(kit, 'LT-0001, 10/11/2026 11:00')).toMatchObject({ said: { certainty: 'known', who: 'Nobody' } })
  expect(await ask(kit, 'LT-0001, 12/11/2026 11:00')).toMatchObject({ said: { certainty: 'known', who: 'Imogen Vale' } })
  expect(await ask(kit, 'LT-0001, 01/11/2026 11:00')).toMatchObject({ said: { certainty: 'not known' }, before: null, after: { borrower: 'Imogen Vale' } })
})

test('a loan whose return was not scanned is only likely, and a voided one never was', async () => {
  const kit = await school()
  await kit.lend(kit.marlo, '10T09:00', '10T15:30', { outcome: 'returned unscanned' })
  await kit.lend(kit.imogen, '11T09:00', null, { voided_at: '2026-11-11T09:01:00.000Z' })
  expect(await ask(kit, 'LT-0001, 10/11/2026 14:00')).toMatchObject({ said: { certainty: 'likely', who: 'Marlo Finch' } })
  expect(await ask(kit, 'LT-0001, 11/11/2026 10:00')).toMatchObject({ said: { certainty: 'likely', who: 'Nobody' } })
})

test('what a keeper looks after was likely with the keeper', async () => {
  const kit = await school()
  await kit.db.insertInto('allocations').values({ id: newId(), device_id: kit.device_id, keeper_id: kit.imogen, from_at: '2026-09-01T08:00:00.000Z', until_at: '2026-11-20T08:00:00.000Z' }).execute()
  expect(await ask(kit, 'LT-0001, 10/11/2026 14:00')).toMatchObject({ said: { certainty: 'likely', who: 'Imogen Vale' } })
  expect(await ask(kit, 'LT-0001, 21/11/2026 14:00')).toMatchObject({ said: { certainty: 'not known' } })
})

test('several lines are answered at once in their order, with what was not understood said beside them', async () => {
  const kit = await school()
  await kit.lend(kit.marlo, '10T09:00', '10T11:00')
  const many = 'LT-0001, 10/11/2026 10:00\n'.repeat(510)
  const { answers, left_off } = await lookUp(kit.db, `NOPE-1, 10/11/2026 10:00\r\nLT-0001, 10/11/2026 10:00\r\n\r\nrubbish\r\nLT-0001, 24/11/2026 10:00\r\n${many}`, when, NOW)
  expect([answers.length, left_off]).toEqual([500, 14])
  expect(answers.slice(0, 4).map(({ said, problem }) => said?.who ?? problem)).toEqual([
    'No device has this code, serial number or computer name', 'Marlo Finch', 'Write the day and time like 12/11/2026 10:15', 'That moment is still to come',
  ])
})

test('an alert with other columns finds its device by computer name, whatever the case', async () => {
  const kit = await school()
  await kit.lend(kit.marlo, '10T09:00', '10T11:00')
  await kit.db.insertInto('tags').values({ text: 'SCH-LT-001', what: 'computer name', device_id: kit.device_id, set_id: null, person_id: null, class_card_id: null, created_at: NOW.toISOString() }).execute()
  expect(await ask(kit, '"2026-11-10 10:00:03","Blocked search","sch-lt-001","games"')).toMatchObject({ device: { code: 'LT-0001' }, said: { who: 'Marlo Finch' } })
})

test('the hour that comes twice is answered twice', async () => {
  const kit = await school()
  const { answers } = await lookUp(kit.db, 'LT-0001, 25/10/2026 01:30', when, NOW)
  expect(answers.map(({ asked }) => asked?.note)).toEqual(['before the clocks went back', 'after the clocks went back'])
})

test('the first of two loans is found at its very end, and the second from then on', async () => {
  const kit = await school()
  await kit.lend(kit.imogen, '10T09:00', '10T10:00', { outcome: 'passed on' })
  await kit.lend(kit.marlo, '10T10:00', '10T11:00')
  await kit.lend(kit.imogen, '10T11:00', '10T11:00')
  expect(await ask(kit, 'LT-0001, 10/11/2026 09:59:59')).toMatchObject({ at: { borrower: 'Imogen Vale' }, after: { borrower: 'Marlo Finch' } })
  expect(await ask(kit, 'LT-0001, 10/11/2026 10:00:00')).toMatchObject({ at: { borrower: 'Marlo Finch' }, before: { borrower: 'Imogen Vale' } })
  expect(await ask(kit, 'LT-0001, 10/11/2026 11:00:00')).toMatchObject({ at: null, before: { borrower: 'Marlo Finch' } })
})

test('the page shows it to the lead, escapes what was pasted, and refuses staff', async () => {
  const kit = await school()
  await kit.lend(kit.marlo, '10T09:00', '10T11:00')
  const lead = await signedIn(kit, kit.lead)
  const page = await lead.get('/who-had-it').query({ lines: 'LT-0001, 10/11/2026 10:00\n<script>x</script>, 10/11/2026 10:00' })
  expect(page.status).toBe(200)
  expect(page.text).toContain('<b>Marlo Finch</b>')
  expect(page.text).not.toContain('<script>x')
  const staff = await signedIn(kit, await addPerson(kit.db, { name: 'Ned Plain', roles: ['staff'] }))
  expect((await staff.get('/who-had-it')).status).toBe(403)
})

test('the answers come as a file too: a row for each, no cell a formula, and nothing for whoever may not', async () => {
  const kit = await school()
  await kit.lend(kit.marlo, '10T09:00', '10T11:00')
  const lead = await signedIn(kit, kit.lead)
  const file = await lead.post('/who-had-it.csv').type('form').send({ lines: 'LT-0001, 10/11/2026 10:00\n=1+1, 10/11/2026 10:00' })
  expect(file.headers['content-disposition']).toContain('who-had-it-')
  const [, first, second] = file.text.split('\r\n')
  expect(first).toMatch(/LT-0001,Laptop,2026-11-10 10:00,Marlo Finch,known,/)
  expect(second).toMatch(/^"?'=1\+1/)
  expect((await lead.post('/who-had-it.csv').type('form').send({ lines: '' })).status).toBe(422)
  const staff = await signedIn(kit, await addPerson(kit.db, { name: 'Ned Plain', roles: ['staff'] }))
  expect((await staff.post('/who-had-it.csv').type('form').send({ lines: 'LT-0001' })).status).toBe(403)
})

test('five hundred pairs are pasted into the form; nothing, or far too much, is said beside it', async () => {
  const kit = await school()
  await kit.lend(kit.marlo, '10T09:00', '10T11:00')
  const lead = await signedIn(kit, kit.lead)
  const send = (lines: string) => lead.post('/who-had-it').type('form').send({ lines })
  const page = await send('SOME-COMPUTER-NAME\t2026-11-10 10:00:01\r\n'.repeat(499) + 'LT-0001\t2026-11-10 10:00:01')
  expect([page.status, page.text.split('<tr>').length - 2]).toEqual([200, 500])
  expect(page.text).toContain('by Wren Calloway')
  const empty = await send('  \n ')
  expect([empty.status, empty.text.includes('<title>Error: ')]).toEqual([422, true])
  const long = await send(`LT-0001 ${'x'.repeat(200_001)}`)
  expect([long.status, long.text.includes('paste fewer lines')]).toEqual([422, true])
  expect((await lead.post('/who-had-it')).status).toBe(422)
})
