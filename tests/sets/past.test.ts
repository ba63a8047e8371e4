import { expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import type { Row } from '../../src/database/tables.ts'
import { readPeriod } from '../../src/sets/history.ts'
import { addPerson, signedIn } from '../support/app.ts'
import { deskSchool } from '../support/desk-school.ts'

async function past() {
  const kit = await deskSchool()
  const { db, pads, marlo, oak } = kit
  const { id: set_id } = await db.selectFrom('sets').select('id').executeTakeFirstOrThrow()
  const lend = (pad: number, taken: string, back: string | null, facts: Partial<Row<'loans'>> = {}) => db.insertInto('loans').values({
    id: newId(), device_id: pads[pad]!, borrower_id: marlo, class_id: oak, answers_id: marlo, purpose: '=Maths', taken_at: `${taken}:00.000Z`,
    due_at: '2026-11-30T15:30:00.000Z', off_site: 0, source: 'desk', out_desk_id: null, booked_out_by_id: null, import_id: null,
    returned_at: back && `${back}:00.000Z`, back_desk_id: null, taken_back_by_id: null, on_charge: null, outcome: back ? 'returned' : null,
    voided_at: null, voided_by_id: null, ...facts,
  }).execute()
  return { ...kit, set_id, lend, browser: await signedIn(kit, kit.lead) }
}

const AFTER = '2026-11-25T00:00:00.000Z'

test('a fortnight is on a page, the pages before it go on, and none is left out', async () => {
  const { db, set_id, lend } = await past()
  for (const day of ['2026-09-08', '2026-11-09', '2026-11-10', '2026-11-23']) await lend(0, `${day}T09:00`, `${day}T10:00`)
  await lend(1, '2026-11-23T09:00', '2026-11-23T10:00', { voided_at: AFTER })
  const days = async (before: string) => {
    const { loans, earlier } = await readPeriod(db, set_id, before)
    return { taken: loans.map(({ taken_at }) => taken_at.slice(0, 10)), earlier }
  }
  expect(await days(AFTER)).toEqual({ taken: ['2026-11-23', '2026-11-10'], earlier: '2026-11-10T00:00:00.000Z' })
  expect(await days('2026-11-10T00:00:00.000Z')).toEqual({ taken: ['2026-11-09'], earlier: '2026-10-27T00:00:00.000Z' })
  expect(await days('2026-10-27T00:00:00.000Z')).toEqual({ taken: ['2026-09-08'], earlier: null })
  expect(await days('2026-09-01T00:00:00.000Z')).toEqual({ taken: [], earlier: null })
})

test('the history says who and which class had how much of it, and all of it is a file', async () => {
  const { browser, lend } = await past()
  for (let pad = 0; pad < 15; pad++) await lend(pad, '2026-11-23T09:00', '2026-11-23T10:00')
  await lend(2, '2026-11-24T08:00', null)
  await lend(3, '2026-09-08T08:00', '2026-09-08T09:00', { source: 'paper' })
  const page = await browser.get('/sets/tr-a/history')
  expect(page.text).toContain('15 of 15')
  expect(page.text).toContain('1 of 15: <span class="soft">IP-0003')
  expect(page.text).toContain('Year 4 Oak, Marlo Finch')
  expect(page.text).not.toContain('from paper')
  const older = /href="([^"]*before=[^"]*)"/.exec(page.text)![1]!
  expect((await browser.get(older)).text).toContain('from paper')
  expect((await browser.get('/sets/TR-A/history?before=rubbish')).text).toContain('15 of 15')
  const { text } = await browser.get('/sets/TR-A/history.csv')
  expect(text.trim().split('\r\n')).toHaveLength(18)
  expect(text).toContain("2026-09-08 09:00,2026-09-08 10:00,IP-0004,4,Marlo Finch,Year 4 Oak,Marlo Finch,'=Maths,returned,yes")
})

test('what the set lacks is named with who had it last: out, looked after, out of use, and not scanned back', async () => {
  const { browser, db, pads, imogen, lend } = await past()
  await lend(0, '2026-11-24T08:00', null)
  await lend(1, '2026-11-23T09:00', '2026-11-23T10:00')
  await db.insertInto('allocations').values({ id: newId(), device_id: pads[1]!, keeper_id: imogen, from_at: '2026-11-23T11:00:00.000Z', until_at: null }).execute()
  await lend(2, '2026-11-20T09:00', '2026-11-20T10:00', { outcome: 'lost' })
  await db.insertInto('out_of_use').values({ id: newId(), device_id: pads[2]!, because: 'lost', note: '', from_at: '2026-11-20T10:00:00.000Z', until_at: null }).execute()
  await lend(3, '2026-11-20T09:00', '2026-11-20T15:00', { outcome: 'returned unscanned' })
  await lend(4, '2026-11-20T09:00', '2026-11-20T15:00', { outcome: 'returned unscanned' })
  await db.insertInto('sightings').values({ id: newId(), device_id: pads[4]!, seen_at: '2026-11-23T08:00:00.000Z', place: 'the suite', desk_id: null, by_id: null }).execute()
  const csv = (await browser.get('/sets/TR-A/lacking.csv')).text.trim().split('\r\n').slice(1)
  expect(csv.map((row) => row.split(',').slice(0, 4).join(' '))).toEqual([
    'IP-0001 1 iPad out', 'IP-0002 2 iPad looked after', 'IP-0003 3 iPad lost', 'IP-0004 4 iPad not scanned back',
  ])
  expect(csv[2]).toContain('Marlo Finch,Year 4 Oak,2026-11-20 09:00,2026-11-20 10:00')
  const page = await browser.get('/sets/TR-A')
  expect(page.text).toContain('Not in it now')
  expect(page.text).toContain('Had it last')
})

test('staff see what is lacking but not who had it before, nor the history', async () => {
  const kit = await past()
  await kit.lend(3, '2026-11-20T09:00', '2026-11-20T15:00', { outcome: 'returned unscanned' })
  const staff = await signedIn(kit, await addPerson(kit.db, { name: 'Ned Plain', roles: ['staff'] }))
  const page = await staff.get('/sets/TR-A')
  expect(page.text).toContain('not scanned back')
  expect(page.text).not.toContain('Had it last')
  expect(page.text).not.toContain('Marlo Finch')
  for (const path of ['history', 'history.csv', 'lacking.csv']) expect((await staff.get(`/sets/TR-A/${path}`)).status).toBe(403)
  expect((await kit.browser.get('/sets/NOPE/history')).status).toBe(404)
})
