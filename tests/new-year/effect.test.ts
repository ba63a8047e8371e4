import { expect, test } from 'vitest'
import { giveIn } from '../../src/allocations/give.ts'
import { act } from '../../src/database/act.ts'
import { seeToNewYear } from '../../src/new-year/effect/nightly.ts'
import { takeEffect } from '../../src/new-year/effect/take-effect.ts'
import { changeLine, fillGaps, planTrolleys } from '../../src/new-year/lines/change.ts'
import { setReady } from '../../src/new-year/plan.ts'
import { addClass, addDevice, addPerson } from '../support/app.ts'
import { given } from '../support/keepers.ts'
import { giveBack, lend } from '../support/loans.ts'
import { nowOf } from '../support/run-up.ts'
import { begun, contradictionsNow, type July, julySchool, lineOf, NEXT } from './support.ts'

const changing = ({ actor }: July) => ({ school_year: NEXT.name, actor })
const ready = (school: July) => setReady(school.db, 'a-key-for-ready-x', { ...changing(school), ready: true }, school.clock.now)

const classesOf = async ({ db }: July, year: string) => (await db.selectFrom('classes as c').innerJoin('school_years as y', 'y.id', 'c.school_year_id')
  .select('c.name').where('y.name', '=', year).orderBy('c.name').execute()).map(({ name }) => name)

const cardsOf = async ({ db }: July) => (await db.selectFrom('class_cards as k').innerJoin('classes as c', 'c.id', 'k.class_id').innerJoin('school_years as y', 'y.id', 'c.school_year_id')
  .innerJoin('tags as t', 't.class_card_id', 'k.id').innerJoin('people as p', 'p.id', 'k.answers_id').select(['t.text', 'c.name', 'y.name as year', 'p.name as answers']).orderBy('t.text').execute())
  .map(({ text, name, year, answers }) => `${text}: ${name} ${year}, ${answers}`)

const keeperOf = async ({ db }: July, device: string) => (await db.selectFrom('allocations').select('keeper_id').where('device_id', '=', device).where('until_at', 'is', null).executeTakeFirst())?.keeper_id ?? null

/** 4 Oak's children become 5 Elm, 5 Elm's become 6 Ash, 6 Ash ends; a new 4 Oak comes from outside. */
async function planned(school: July) {
  await begun(school)
  const [oak, elm, ash] = [await lineOf(school, 'Year 4 Oak'), await lineOf(school, 'Year 5 Elm'), await lineOf(school, 'Year 6 Ash')]
  await changeLine(school.db, oak, changing(school), { name: 'Year 5 Elm', from_class_id: school.oak, answers_id: school.tove, purpose: 'Computing', adult_ids: [] }, school.clock.now)
  await changeLine(school.db, elm, changing(school), { name: 'Year 6 Birch', from_class_id: school.elm, answers_id: school.marlo, purpose: 'Computing', adult_ids: [] }, school.clock.now)
  await changeLine(school.db, ash, changing(school), null, school.clock.now)
  await planTrolleys(school.db, changing(school), [{ set_id: school.trolley, line_id: oak }], school.clock.now)
  await fillGaps(school.db, changing(school), { answers: [], goes: [{ device_id: school.kept, goes_to: school.tove }, { device_id: school.spare, goes_to: school.marlo }] }, school.clock.now)
}

test('on the day classes, cards, trolleys, keepers and receipts are as they were planned, and last year keeps its names', async () => {
  const school = await julySchool()
  const { db } = school
  await lend(school, school.marlo, 'LT-0002')
  await db.updateTable('loans').set({ class_id: school.oak }).execute()
  await giveBack(school, 'LT-0002')
  await planned(school)
  await db.updateTable('allocations').set({ until_at: nowOf('2027-07-21').toISOString() }).where('keeper_id', '=', school.ines).execute()
  await ready(school)
  expect(await seeToNewYear(db, nowOf('2027-08-31', '23:50'))).toBe(0)
  expect(await seeToNewYear(db, nowOf('2027-09-01', '00:07'))).toBe(1)
  expect(await seeToNewYear(db, nowOf('2027-09-01', '00:12'))).toBe(0)
  expect(await classesOf(school, '2027/28')).toEqual(['Year 5 Elm', 'Year 6 Birch'])
  expect(await classesOf(school, '2026/27')).toEqual(['Year 4 Oak', 'Year 5 Elm', 'Year 6 Ash'])
  expect(await cardsOf(school)).toEqual(['CL-5ELM: Year 5 Elm 2027/28, Tove Ashdown', 'CL-6BIRCH: Year 6 Birch 2027/28, Marlo Finch'])
  expect([await keeperOf(school, school.kept), await keeperOf(school, school.spare)]).toEqual([school.tove, school.marlo])
  expect(await db.selectFrom('class_sets as x').innerJoin('classes as c', 'c.id', 'x.class_id').select('c.name').execute()).toEqual([{ name: 'Year 5 Elm' }])
  expect(await db.selectFrom('handovers as h').innerJoin('allocations as a', 'a.id', 'h.allocation_id').select(['a.keeper_id', 'h.way', 'h.answer'])
    .where('h.given_at', '>', nowOf('2027-08-31').toISOString()).orderBy('h.id').execute()).toEqual([
    { keeper_id: school.tove, way: 'given', answer: null }, { keeper_id: school.marlo, way: 'given', answer: null }])
  expect(await db.selectFrom('loans as l').innerJoin('classes as c', 'c.id', 'l.class_id').select('c.name').execute()).toEqual([{ name: 'Year 4 Oak' }])
  expect(await db.selectFrom('new_year_left').selectAll().execute()).toEqual([])
  expect((await db.selectFrom('events').select('verb').where('verb', '=', 'new year.in effect').execute())).toHaveLength(1)
})

test('between two who stay both get their receipt: handed back by the one, given to the other; and what goes to the store is handed back', async () => {
  const school = await julySchool()
  const { db } = school
  await db.updateTable('people').set({ last_day: null }).where('id', '=', school.ines).execute()
  await act(db, (db) => giveIn(db, { ...given, condition: 'A scratch on the lid', device_id: school.spare, keeper_id: school.marlo, actor: school.actor }, school.clock.now))
  await begun(school)
  await fillGaps(db, changing(school), { answers: [], goes: [{ device_id: school.kept, goes_to: school.marlo }, { device_id: school.spare, goes_to: 'store' }] }, school.clock.now)
  await ready(school)
  await seeToNewYear(db, nowOf('2027-09-01', '00:07'))
  const receipts = await db.selectFrom('handovers as h').innerJoin('allocations as a', 'a.id', 'h.allocation_id').innerJoin('devices as d', 'd.id', 'a.device_id').innerJoin('people as p', 'p.id', 'a.keeper_id')
    .select(['d.code', 'p.name', 'h.way', 'h.condition', 'h.given_by_id']).where('h.given_at', '>', nowOf('2027-08-31').toISOString()).orderBy('h.id').execute()
  expect(receipts).toEqual([
    { code: 'LT-0001', name: 'Ines Okoro', way: 'handed back', condition: 'Good', given_by_id: null }, { code: 'LT-0001', name: 'Marlo Finch', way: 'given', condition: 'Good', given_by_id: null },
    { code: 'LT-0002', name: 'Marlo Finch', way: 'handed back', condition: 'A scratch on the lid', given_by_id: null },
  ])
  expect([await keeperOf(school, school.kept), await keeperOf(school, school.spare)]).toEqual([school.marlo, null])
})

test('a server that was off for a week does it once, late, and says when it was done and for which day', async () => {
  const school = await julySchool()
  await planned(school)
  await ready(school)
  await seeToNewYear(school.db, nowOf('2027-09-08', '08:15'))
  await seeToNewYear(school.db, nowOf('2027-09-08', '08:20'))
  const plans = await school.db.selectFrom('new_year_plans').select(['starts_on', 'in_effect_at', 'in_effect_by_id']).execute()
  expect(plans).toEqual([{ starts_on: '2027-09-01', in_effect_at: nowOf('2027-09-08', '08:15').toISOString(), in_effect_by_id: null }])
  expect(await classesOf(school, '2027/28')).toEqual(['Year 5 Elm', 'Year 6 Birch'])
})

test('a draft does nothing by itself, and the lead can do it by hand from its day on', async () => {
  const school = await julySchool()
  await begun(school)
  const [{ id }] = await school.db.selectFrom('new_year_plans').select('id').execute() as [{ id: string }]
  expect(await seeToNewYear(school.db, nowOf('2027-09-02'))).toBe(0)
  expect(await takeEffect(school.db, id, school.actor, nowOf('2027-08-31'))).toBeNull()
  expect(await classesOf(school, '2027/28')).toEqual([])
  expect(await takeEffect(school.db, id, school.actor, nowOf('2027-09-02'))).not.toBeNull()
  expect(await takeEffect(school.db, id, school.actor, nowOf('2027-09-02'))).toBeNull()
  expect(await classesOf(school, '2027/28')).toEqual(['Year 4 Oak', 'Year 5 Elm', 'Year 6 Ash'])
})

test('what a contradiction stops is left as it is and written down; everything else happens', async () => {
  const school = await julySchool()
  const { db, clock } = school
  await planned(school)
  await ready(school)
  clock.now = nowOf('2027-07-20')
  await lend(school, school.marlo, 'LT-0002')
  // Ines leaves and has not given LT-0001 back; LT-0002 is out over the summer.
  clock.now = nowOf('2027-09-01', '00:07')
  expect(await contradictionsNow(school)).toEqual(['no account', 'not back!', 'out!'])
  await seeToNewYear(db, clock.now)
  expect([await keeperOf(school, school.kept), await keeperOf(school, school.spare)]).toEqual([school.ines, null])
  expect(await classesOf(school, '2027/28')).toEqual(['Year 5 Elm', 'Year 6 Birch'])
  const left = await db.selectFrom('new_year_left').select(['code', 'device_id', 'person_id']).orderBy('code').execute()
  expect(left).toEqual([{ code: 'not back', device_id: school.kept, person_id: school.ines }, { code: 'out', device_id: school.spare, person_id: school.marlo }])
})

test('what waits for a first day is judged on that day, not before', async () => {
  const school = await julySchool()
  const { db, clock } = school
  await db.updateTable('people').set({ first_day: '2027-09-03' }).where('id', '=', school.tove).execute()
  const early = await addPerson(db, { name: 'Odile Marsh', first_day: '2027-09-02' })
  const third = await addDevice(db, 'LT-0003')
  await begun(school)
  await fillGaps(db, changing(school), { answers: [], goes: [{ device_id: school.spare, goes_to: school.tove }, { device_id: third, goes_to: early }] }, clock.now)
  await ready(school)
  await lend(school, school.marlo, 'LT-0002')
  const left = async () => db.selectFrom('new_year_left').select(['code', 'device_id']).where('device_id', 'is not', null).execute()
  for (const day of ['2027-09-01', '2027-09-02']) {
    await seeToNewYear(db, nowOf(day, '00:07'))
    expect(await left()).toEqual([])
  }
  expect(await keeperOf(school, third)).toBe(early)
  expect(await seeToNewYear(db, nowOf('2027-09-03', '00:07'))).toBe(1)
  expect(await left()).toEqual([{ code: 'out', device_id: school.spare }])
  expect(await seeToNewYear(db, nowOf('2027-09-03', '00:12'))).toBe(0)
})

test('whoever begins after the first of September is handed their device on their first day', async () => {
  const school = await julySchool()
  const { db } = school
  await db.updateTable('people').set({ first_day: '2027-09-03' }).where('id', '=', school.tove).execute()
  await planned(school)
  await db.updateTable('allocations').set({ until_at: nowOf('2027-07-21').toISOString() }).where('keeper_id', '=', school.ines).execute()
  await ready(school)
  await seeToNewYear(db, nowOf('2027-09-01', '00:07'))
  expect(await keeperOf(school, school.kept)).toBeNull()
  expect(await seeToNewYear(db, nowOf('2027-09-02', '00:07'))).toBe(0)
  expect(await seeToNewYear(db, nowOf('2027-09-03', '00:07'))).toBe(1)
  expect(await keeperOf(school, school.kept)).toBe(school.tove)
  expect(await seeToNewYear(db, nowOf('2027-09-03', '00:12'))).toBe(0)
})

test('what was changed by hand since, is lent to nobody like that, or goes to a leaver is said beforehand', async () => {
  const school = await julySchool()
  const { db, clock } = school
  await planned(school)
  expect(await contradictionsNow(school)).toEqual(['no account', 'not back'])
  await act(db, (db) => giveIn(db, { ...given, device_id: school.spare, keeper_id: school.lead, actor: school.actor }, clock.now))
  expect(await contradictionsNow(school)).toContain('changed since!')
  await fillGaps(db, changing(school), { answers: [], goes: [{ device_id: school.spare, goes_to: school.marlo }] }, clock.now)
  expect(await contradictionsNow(school)).not.toContain('changed since!')
  const camera = await addDevice(db, 'CM-0001', 'Camera')
  const helper = await addPerson(db, { name: 'Perrin Vale', kind: 'volunteer' })
  const { type_id } = await db.selectFrom('devices').select('type_id').where('id', '=', camera).executeTakeFirstOrThrow()
  await db.insertInto('type_not_for').values({ type_id, kind: 'volunteer' }).onConflict((c) => c.doNothing()).execute()
  await fillGaps(db, changing(school), { answers: [], goes: [{ device_id: camera, goes_to: helper }, { device_id: school.spare, goes_to: school.ines }] }, clock.now)
  expect(await contradictionsNow(school)).toEqual(['keeper gone!', 'no account', 'not back', 'wrong kind!'])
  await addClass(db, 'Year 3 Hazel')
  expect(await contradictionsNow(school)).toContain('not planned')
})

test('a plan that is in effect cannot be changed, by the act nor in the database', async () => {
  const school = await julySchool()
  await planned(school)
  await ready(school)
  await seeToNewYear(school.db, nowOf('2027-09-01'))
  await expect(planTrolleys(school.db, changing(school), [], nowOf('2027-09-02'))).rejects.toThrow('cannot be changed any more')
  await expect(school.db.updateTable('new_year_plans').set({ ready_at: null }).execute()).rejects.toThrow('append-only')
  await expect(school.db.deleteFrom('new_year_plans').execute()).rejects.toThrow('append-only')
})
