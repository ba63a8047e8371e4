import { expect, test } from 'vitest'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { newId } from '../../src/database/ids.ts'
import { nowOf } from '../support/run-up.ts'
import { runUpAsks } from '../../src/run-up/asks.ts'
import { readNow } from '../../src/run-up/page.ts'
import { runUpFor } from '../../src/run-up/today.ts'
import { readSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson } from '../support/app.ts'
import { enterHalfTerms } from '../support/half-terms.ts'
import { watchedDatabase } from '../support/plans.ts'

async function watched() {
  const { db, plansOf } = await watchedDatabase()
  await enterHalfTerms(db)
  const settings = await readSettings(db)
  const keeper = await addPerson(db, { name: 'Marlo Finch' })
  for (let i = 0; i < 3; i++) await db.insertInto('allocations').values({ id: newId(), device_id: await addDevice(db, `LT-000${i}`), keeper_id: keeper, from_at: '2026-11-24T09:00:00.000Z', until_at: null }).execute()
  const lead = { id: 'a', person_id: keeper, name: 'Marlo Finch', email: '', roles: ['lead' as const], session_id: 's' }
  const calendar = await readCalendar(db)
  return { db, plansOf, settings, lead, calendar }
}

const ofThis = (plans: { query: string, details: string[] }[]) => plans.filter(({ query }) => !query.includes('calendar_version'))

test('Today asks nothing out of season, and one narrow query in it', async () => {
  const { db, plansOf, settings, lead } = await watched()
  expect(ofThis(await plansOf(() => runUpFor(db, lead, settings, nowOf('2027-06-14'))))).toEqual([])
  const plans = ofThis(await plansOf(() => runUpFor(db, lead, settings, nowOf('2027-07-12'))))
  expect(plans).toHaveLength(1)
  expect(plans[0]!.details.filter((detail) => /^SCAN (?!CONSTANT|a USING)/.test(detail))).toEqual([])
  expect(await runUpFor(db, lead, settings, nowOf('2027-07-12'))).toMatchObject({ mine: 3, prepare: { unanswered: 3, count_id: null } })
})

test('the letter’s question is asked in season alone', async () => {
  const { db, plansOf, settings, calendar } = await watched()
  expect(await plansOf(() => runUpAsks.read(db, { settings, calendar }, nowOf('2027-06-14')))).toEqual([])
  expect(await plansOf(() => runUpAsks.read(db, { settings, calendar }, nowOf('2027-07-12')))).toHaveLength(1)
  expect(await runUpAsks.read(db, { settings: { ...settings, remind_holiday: false }, calendar }, nowOf('2027-07-12'))).toEqual([])
  expect(await runUpAsks.read(db, { settings, calendar }, nowOf('2027-07-26'))).toEqual([])
})

test('the page asks as many questions for three devices as for thirty, and none of them reads all sightings', async () => {
  const { db, plansOf, settings, lead } = await watched()
  const few = await plansOf(() => readNow(db, settings, nowOf('2027-07-12')))
  for (let i = 10; i < 37; i++) await db.insertInto('allocations').values({ id: newId(), device_id: await addDevice(db, `LT-00${i}`), keeper_id: lead.person_id, from_at: '2026-11-24T09:00:00.000Z', until_at: null }).execute()
  const many = await plansOf(() => readNow(db, settings, nowOf('2027-07-12')))
  expect(many).toHaveLength(few.length)
  expect(many.flatMap(({ details }) => details).filter((detail) => /^SCAN (s1|s2|l|l1|sightings|loans|terms_acceptances|n)\b(?! USING)/.test(detail))).toEqual([])
})
