import { expect, test } from 'vitest'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { newYearSource } from '../../src/new-year/asks.ts'
import { dryRun } from '../../src/new-year/page.ts'
import { beginPlan } from '../../src/new-year/plan.ts'
import { findPlan } from '../../src/new-year/store.ts'
import { newYearFor } from '../../src/new-year/today.ts'
import { readSettings } from '../../src/settings/store.ts'
import { addClass, addDevice, addPerson } from '../support/app.ts'
import { watchedDatabase } from '../support/plans.ts'
import { nowOf } from '../support/run-up.ts'
import { NEXT } from './support.ts'

async function watched() {
  const { db, plansOf } = await watchedDatabase()
  const person_id = await addPerson(db, { name: 'Wren Calloway', roles: ['lead'] })
  const viewer = (role: 'lead' | 'staff') => ({ id: 'a', person_id, name: 'Wren Calloway', email: '', roles: [role], session_id: 's' })
  const actor = { person_id, desk_id: null }
  const settings = await readSettings(db)
  return { db, plansOf, viewer, settings, actor, calendar: await readCalendar(db) }
}

test('Today asks nothing out of season nor for those it does not concern, and one narrow query in its season', async () => {
  const { db, plansOf, viewer, settings } = await watched()
  expect(await plansOf(() => newYearFor(db, viewer('lead'), settings, nowOf('2027-06-14')))).toEqual([])
  expect(await plansOf(() => newYearFor(db, viewer('lead'), settings, nowOf('2027-10-20')))).toEqual([])
  expect(await plansOf(() => newYearFor(db, viewer('staff'), settings, nowOf('2027-07-12')))).toEqual([])
  const plans = await plansOf(() => newYearFor(db, viewer('lead'), settings, nowOf('2027-07-12')))
  expect(plans).toHaveLength(1)
  expect(plans[0]!.details.join()).toContain('USING INDEX')
  expect(await newYearFor(db, viewer('lead'), settings, nowOf('2027-07-12'))).toEqual({ year: '2027/28', starts_on: '2027-09-01', state: null, left: 0 })
})

test('the letter asks in season alone, and not where the school has switched it off', async () => {
  const { db, plansOf, settings, calendar, actor } = await watched()
  await beginPlan(db, 'a-key-for-the-plan', NEXT, actor, nowOf('2027-07-05'))
  expect(await plansOf(() => newYearSource.read(db, { settings, calendar }, nowOf('2027-06-14')))).toEqual([])
  const told = async (day: string) => (await newYearSource.read(db, { settings, calendar }, nowOf(day))).map(({ items }) => items)
  expect(await told('2027-08-10')).toEqual([])
  expect(await told('2027-08-25')).toEqual([['2027/28: still a draft, for Wednesday 1 September 2027']])
  expect(await newYearSource.read(db, { settings: { ...settings, remind_new_year: false }, calendar }, nowOf('2027-08-25'))).toEqual([])
})

test('the dry run asks as many questions for two classes and devices as for forty', async () => {
  const { db, plansOf, actor } = await watched()
  const add = async (from: number, to: number, plan_id: string | null) => {
    for (let i = from; i < to; i++) {
      await addClass(db, `Year ${i}`)
      const device_id = await addDevice(db, `LT-${1000 + i}`)
      if (plan_id) await db.insertInto('new_year_keepers').values({ id: `k${i}`, plan_id, device_id, keeper_id: actor.person_id, was_keeper_id: null, done_at: null }).execute()
    }
  }
  await add(0, 2, null)
  const { plan_id } = await beginPlan(db, 'a-key-for-the-plan', NEXT, actor, nowOf('2027-07-05'))
  await add(2, 4, plan_id)
  const plan = (await findPlan(db, NEXT.name))!
  await dryRun(db, plan, nowOf('2027-07-05'))
  const few = await plansOf(() => dryRun(db, plan, nowOf('2027-07-05')))
  await add(4, 40, plan_id)
  const many = await plansOf(() => dryRun(db, plan, nowOf('2027-07-05')))
  expect(many).toHaveLength(few.length)
  expect(many.flatMap(({ details }) => details).filter((detail) => /^SCAN (l|loans|sightings|events|handovers)\b(?! USING)/.test(detail))).toEqual([])
})
