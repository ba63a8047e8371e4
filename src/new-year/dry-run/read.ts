import { unsignedOf } from '../../agreements/standing.ts'
import { nthStaffDay } from '../../calendar/calendar.ts'
import { addDays, at, dayOf } from '../../calendar/days.ts'
import { readCalendar } from '../../calendar/school/store.ts'
import { custodyOf, listNotFor } from '../../custody/store.ts'
import type { Db } from '../../database/open.ts'
import { listAdults, listKeepers, listLines, listTrolleys } from '../lines/store.ts'
import type { Plan } from '../store.ts'
import { type Keeping, type Line, leaversFrom, type PersonFact, type PlanFacts } from './facts.ts'
import { listCardsOf, listClassesOn, listKeptByLeavers, listPeopleFrom } from './store.ts'

/** All that a plan is held against as it is now, in a number of questions that does not grow with it. */
export async function readFacts(db: Db, plan: Pick<Plan, 'id' | 'starts_on'>, now: Date): Promise<PlanFacts> {
  const { starts_on } = plan
  const first_staff_day = nthStaffDay(starts_on, 1, await readCalendar(db))
  const [lines, keepings] = [await readLines(db, plan.id), await readKeepings(db, plan.id)]
  const old_classes = await listClassesOn(db, addDays(starts_on, -1))
  const cards = await listCardsOf(db, old_classes.map(({ id }) => id))
  const named = [...lines.flatMap(({ answers_id, adult_ids }) => [answers_id, ...adult_ids]), ...keepings.flatMap(({ keeper_id, device }) => [keeper_id, device.keeper_id]), ...cards.map(({ answers_id }) => answers_id)]
  return {
    today: dayOf(now), starts_on, first_staff_day, lines, old_classes, cards, keepings,
    there: (await listClassesOn(db, starts_on)).map(({ search_name }) => search_name),
    people: await readPeople(db, starts_on, named.filter((id) => id !== null), first_staff_day),
    trolleys: await listTrolleys(db, plan.id), kept: await listKeptByLeavers(db, leaversFrom(starts_on), starts_on),
  }
}

async function readLines(db: Db, planId: string): Promise<Line[]> {
  const adults = await listAdults(db, planId)
  const lines = (await listLines(db, planId)).filter(({ name, from_class_id }) => name !== null || from_class_id !== null)
  return lines.map((line) => ({ ...line, adult_ids: adults.filter(({ line_id }) => line_id === line.id).map(({ person_id }) => person_id) }))
}

export async function readKeepings(db: Db, planId: string): Promise<Keeping[]> {
  const planned = (await listKeepers(db, planId)).filter(({ done_at }) => done_at === null)
  const ids = planned.map(({ device_id }) => device_id)
  const devices = new Map((await custodyOf(db, ids)).map((device) => [device.device_id, device]))
  const notFor = await listNotFor(db, ids)
  return planned.map(({ id, device_id, keeper_id, was_keeper_id }) => ({ id, device: devices.get(device_id)!, not_for: notFor.get(device_id)!, keeper_id, was_keeper_id }))
}

async function readPeople(db: Db, starts_on: string, named: string[], signedOn: string): Promise<Map<string, PersonFact>> {
  const people = await listPeopleFrom(db, leaversFrom(starts_on), [...new Set(named)])
  const unsigned = await unsignedOf(db, null, new Date(at(signedOn, '12:00')))
  return new Map(people.map((person) => [person.id, { ...person, has_account: Boolean(person.has_account), signed: !unsigned.has(person.id) }]))
}
