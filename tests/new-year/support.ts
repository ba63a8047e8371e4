import { giveIn } from '../../src/allocations/give.ts'
import { makeCard } from '../../src/classes/cards/change.ts'
import { act } from '../../src/database/act.ts'
import { newId } from '../../src/database/ids.ts'
import { beginPlan } from '../../src/new-year/plan.ts'
import { readFacts } from '../../src/new-year/dry-run/read.ts'
import { contradictionsOf } from '../../src/new-year/dry-run/rules.ts'
import { findPlan } from '../../src/new-year/store.ts'
import { addClass, addDevice, addPerson, startApp, type TestApp } from '../support/app.ts'
import { given } from '../support/keepers.ts'
import { nowOf } from '../support/run-up.ts'

export const NEXT = { name: '2027/28', starts_on: '2027-09-01', ends_on: '2028-08-31' }

/** July: three classes with cards, a trolley, a leaver who looks after a laptop and answers for 4 Oak, and a joiner. */
export async function julySchool() {
  const school = await startApp()
  const { db, clock, lead } = school
  clock.now = nowOf('2027-07-05')
  const actor = { person_id: lead, desk_id: null }
  const ines = await addPerson(db, { name: 'Ines Okoro', last_day: '2027-07-21' })
  const marlo = await addPerson(db, { name: 'Marlo Finch' })
  const tove = await addPerson(db, { name: 'Tove Ashdown', first_day: '2027-09-01' })
  const [oak, elm, ash] = [await addClass(db, 'Year 4 Oak'), await addClass(db, 'Year 5 Elm'), await addClass(db, 'Year 6 Ash')]
  const cards: [string, string, string][] = [[oak, ines, 'CL-4OAK'], [elm, marlo, 'CL-5ELM'], [ash, marlo, 'CL-6ASH']]
  for (const [class_id, answers_id, code] of cards) await makeCard(db, { class_id, answers_id, purpose: 'Computing', code }, actor, clock.now)
  const trolley = newId()
  await db.insertInto('sets').values({ id: trolley, code: 'TR-0001', name: 'iPad trolley A', place: '', slots: 16 }).execute()
  const [kept, spare] = [await addDevice(db, 'LT-0001'), await addDevice(db, 'LT-0002')]
  await act(db, (db) => giveIn(db, { ...given, device_id: kept, keeper_id: ines, actor }, clock.now))
  return { ...school, actor, ines, marlo, tove, oak, elm, ash, trolley, kept, spare }
}

export type July = Awaited<ReturnType<typeof julySchool>>

/** A plan is begun, and stands as the classes of the year before. */
export async function begun(school: July): Promise<string> {
  return (await beginPlan(school.db, 'a-key-for-the-plan', NEXT, school.actor, school.clock.now)).plan_id
}

export async function contradictionsNow({ db, clock }: Pick<TestApp, 'db' | 'clock'>) {
  const plan = (await findPlan(db, NEXT.name))!
  return contradictionsOf(await readFacts(db, plan, clock.now)).map(({ code, stops }) => `${code}${stops ? '!' : ''}`).toSorted()
}

export async function lineOf({ db }: Pick<TestApp, 'db'>, name: string): Promise<string> {
  return (await db.selectFrom('new_year_classes').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
}
