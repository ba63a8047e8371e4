import { expect, test } from 'vitest'
import { takeBack } from '../../src/loans/take-back.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { gather } from '../../src/person-record/gather.ts'
import { cutLinks } from '../../src/retention/cut.ts'
import { reportOn } from '../../src/retention/report.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { addAccount } from '../support/app.ts'
import { askingSchool, idOf } from '../support/asking.ts'
import { addPass } from '../support/off-site.ts'

const LATER = new Date('2028-09-02T03:00:00.000Z')

/** Imogen took an iPad off-site by the head's permission in November 2026 and brought it back; Marlo has a laptop since. */
async function school() {
  const kit = await askingSchool()
  const { db, imogen, marlo, device, clock } = kit
  await addPass(db, device.ipad)
  await addAccount(db, imogen, 'a long password of Imogen’s')
  await kit.decide(idOf(await kit.ask()))
  const take = (device_id: string, borrower_id: string, away: boolean) => bookOut(db, {
    device_ids: [device_id], borrower_id, class_id: null, answers_id: null, purpose: 'Planning', until: null, source: 'own account', actor: { person_id: borrower_id, desk_id: null },
    away: away ? { acceptance: 'now', carries_personal_data: false, video_calls: false } : null,
  }, clock.now)
  await take(device.ipad, imogen, true)
  await take(device.laptop, marlo, false)
  await takeBack(db, { device_id: device.ipad, actor: { person_id: marlo, desk_id: null } }, new Date(clock.now.getTime() + 3600_000))
  return kit
}

const countOf = async (db: Awaited<ReturnType<typeof school>>['db']) => Promise.all((['loans', 'events', 'approvals', 'sightings', 'people'] as const)
  .map(async (table) => (await db.selectFrom(table).selectAll().execute()).length))

test('nothing is cut before the school says so, and the report changes nothing', async () => {
  const { db } = await school()
  expect(await cutLinks(db, LATER)).toBe(0)
  const report = await reportOn(db, { keep_book_years: 1, keep_signatures_years: 6, retention_done_before: null }, '2028-09-02')
  expect(report).toMatchObject({ book_before: '2027-09-01', leavers: 0 })
  expect(report.parts.find(({ holds }) => holds.startsWith('who had which device'))).toMatchObject({ rows: 1 })
  expect(await db.selectFrom('people').select('id').where('id', '=', 'former').execute()).toEqual([])
})

test('past its time the record names nobody, for people still here too; what is out stays theirs, and every count stays', async () => {
  const { db, imogen, marlo, device } = await school()
  await writeSettings(db, { retention_on: true })
  const before = await countOf(db)
  await cutLinks(db, LATER)
  const loans = await db.selectFrom('loans').select(['device_id', 'borrower_id', 'answers_id', 'taken_back_by_id']).orderBy('taken_at').orderBy('device_id').execute()
  expect(loans.find(({ device_id }) => device_id === device.ipad)).toMatchObject({ borrower_id: 'former', answers_id: 'former', taken_back_by_id: 'former' })
  expect(loans.find(({ device_id }) => device_id === device.laptop)).toMatchObject({ borrower_id: marlo, answers_id: marlo })
  expect(await countOf(db)).toEqual(before.map((count, i) => count + [0, 1, 0, 0, 2][i]!))
  expect((await gather(db, imogen)).map(({ table }) => table).toSorted()).toEqual(['accounts', 'outbox', 'people', 'person_roles'])
  await expect(db.deleteFrom('events').execute()).rejects.toThrow('append-only')
  expect((await readSettings(db)).retention_done_before).toBe('2027-09-01')
  expect((await reportOn(db, { keep_book_years: 1, keep_signatures_years: 6, retention_done_before: '2027-09-01' }, '2028-09-02')).parts).toEqual([])
})

test('a leaver without a signature goes whole, one who signed when the years are over; who still has something stays', async () => {
  const { db, imogen, marlo, head } = await school()
  await writeSettings(db, { retention_on: true })
  await db.updateTable('people').set({ last_day: '2027-07-20' }).where('id', 'in', [imogen, marlo, head]).execute()
  const agreement = { id: 'a', title: 'Agreement', text: 'Be careful', pdf: null, text_hash: 'h', from_day: '2026-09-01', renewal: 'yearly' as const, made_at: LATER.toISOString(), by_id: null, ended_at: null }
  await db.insertInto('agreements').values(agreement).execute()
  await db.insertInto('signatures').values({ id: 's', agreement_id: 'a', person_id: head, text_hash: 'h', full_name: 'Hedda Marsh', job_title: 'Head', signed_at: '2026-11-01T09:00:00.000Z', how: 'own account', recorded_by_id: null }).execute()
  expect(await cutLinks(db, LATER)).toBe(1)
  const names = async () => new Map((await db.selectFrom('people').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]))
  expect([(await names()).get(imogen), (await names()).get(marlo), (await names()).get(head)]).toEqual(['Former staff', 'Marlo Finch', 'Hedda Marsh'])
  expect((await gather(db, imogen)).map(({ table }) => table)).toEqual(['people'])
  expect(await cutLinks(db, LATER)).toBe(0)
  expect(await cutLinks(db, new Date('2033-09-02T03:00:00.000Z'))).toBe(1)
  expect(await db.selectFrom('signatures').select(['person_id', 'full_name']).execute()).toEqual([{ person_id: 'former', full_name: null }])
})

test('cards of one day that nobody handed back name nobody any more, each of them', async () => {
  const { db, imogen, marlo, lead, clock } = await school()
  await writeSettings(db, { retention_on: true })
  const given_at = clock.now.toISOString()
  await db.insertInto('supply_cards').values([imogen, marlo].map((person_id, i) => (
    { id: `card-${i}`, number: i + 1, person_id, answers_id: lead, class_id: null, day: '2026-11-24', given_at, back_at: null }))).execute()
  await cutLinks(db, LATER)
  const cards = await db.selectFrom('supply_cards').select(['person_id', 'answers_id', 'back_at']).execute()
  expect(cards).toEqual(Array.from({ length: 2 }, () => ({ person_id: 'former', answers_id: 'former-other', back_at: null })))
})
