import { expect, test } from 'vitest'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { newId } from '../../src/database/ids.ts'
import type { Db } from '../../src/database/open.ts'
import { remindersOwed } from '../../src/reminders/rules.ts'
import { listUnsentLines, readReminderFacts } from '../../src/reminders/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addDevice, addPerson } from '../support/app.ts'
import { watchedDatabase } from '../support/plans.ts'

const NOW = new Date('2026-11-27T16:00:00.000Z')

async function lendOut(db: Db, loans: number, people: number): Promise<void> {
  const ids = []
  for (let i = 0; i < people; i++) ids.push(await addPerson(db, { name: `Person ${i}`, email: `p${i}@larkfield.example`, roles: i === 0 ? ['lead', 'head'] : [] }))
  for (let i = 0; i < loans; i++) {
    const borrower_id = ids[i % people]!
    await db.insertInto('loans').values({
      id: newId(), device_id: await addDevice(db, `LT-${1000 + i}`), borrower_id, class_id: null, answers_id: borrower_id, purpose: 'Maths',
      taken_at: '2026-11-24T09:00:00.000Z', due_at: '2026-11-24T15:30:00.000Z', off_site: 0, source: 'desk', out_desk_id: null, booked_out_by_id: null,
      import_id: null, returned_at: null, back_desk_id: null, taken_back_by_id: null, on_charge: null, outcome: null, voided_at: null, voided_by_id: null,
    }).execute()
  }
}

test('500 open loans ask the same seventeen questions as one, none of which reads the whole book', async () => {
  const { db, plansOf } = await watchedDatabase()
  await lendOut(db, 500, 60)
  await db.insertInto('day_checks').values({
    day: '2026-11-24', closed_at: NOW.toISOString(), closed_by_id: 'wren', full_sweep: 0, in_count: 0, later_count: 0, off_site_count: 0, excused_count: 0,
    not_back_count: 500, later_closed_at: null, later_closed_by_id: null, later_not_back_count: null,
  }).execute()
  await readCalendar(db)
  const plans = await plansOf(() => readReminderFacts(db, NOW))
  expect(plans).toHaveLength(17)
  expect(plans.find(({ query }) => query.includes('cross join'))!.details).not.toContain('SCAN r')
  const details = plans.filter(({ query }) => !query.includes('agreement_kinds')).flatMap(({ details }) => details)
  expect(details.filter((detail) => /^SCAN (l|loans|reminders|d|outbox|o|n|k)$/.test(detail))).toEqual([])
  const owed = remindersOwed(await readReminderFacts(db, NOW), NOW)
  expect(owed).toHaveLength(60)
  expect(owed[0]!.sections.map(({ kind, late }) => [kind, late.length])).toEqual([['escalation', 500], ['evening', 500], ['digest', 9]])
})

test('what somebody was told that a feature asks is found by its index', async () => {
  const { db, plansOf } = await watchedDatabase()
  await enterAgreement({ db, clock: { now: NOW }, lead: await addPerson(db, { name: 'Wren Calloway', email: 'w@larkfield.example', roles: ['lead', 'office'] }) })
  const plans = await plansOf(() => readReminderFacts(db, NOW))
  const asked = plans.find(({ query }) => query.includes('from "reminders"') && query.includes('"kind" in'))!
  expect(asked.details.join()).toMatch(/SEARCH reminders USING (COVERING )?INDEX/)
  const { asks } = await readReminderFacts(db, NOW)
  expect(asks.map(({ kind, items }) => [kind, items])).toEqual([['unsigned', []], ['unsigned count', ['Staff: 1 of 1']]])
})

test('what waits to be sent is found by its index, however many letters have gone', async () => {
  const { db, plansOf } = await watchedDatabase()
  const details = (await plansOf(() => listUnsentLines(db))).flatMap(({ details }) => details)
  expect(details.filter((detail) => detail.startsWith('SCAN'))).toEqual([])
})
