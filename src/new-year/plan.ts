import { addDays, type SchoolYear } from '../calendar/days.ts'
import { findSchoolYear } from '../calendar/school/years.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { Told } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { listStandsOfYear } from '../sets/stands.ts'
import { listAdultsOfClasses, listCardsOf, listClassesOn } from './dry-run/store.ts'
import { insertLines, replaceTrolleys } from './lines/store.ts'
import { findPlan, insertPlan, type Plan, updatePlan } from './store.ts'

/** A plan that is in effect is the record of what was done. */
export class PlanStands extends Told {
  readonly status = 422
}

/** The plan of a school year while it can be changed. Throws PlanStands. */
export async function needOpenPlan(db: Act, schoolYear: string): Promise<Plan> {
  const plan = await findPlan(db, schoolYear)
  if (!plan) throw new PlanStands('Nobody has begun a plan for that school year.')
  if (plan.in_effect_at !== null) throw new PlanStands('The plan is in effect and cannot be changed any more.')
  return plan
}

/** Begins the plan of a school year, once: this year's classes again, with their adults, purposes and trolleys, to be changed line by line. */
export function beginPlan(db: Db, key: string, year: SchoolYear, actor: Actor, now: Date): Promise<{ plan_id: string }> {
  return actOnce(db, key, { year: year.name }, now, async (db) => {
    const there = await findPlan(db, year.name)
    if (there) return { plan_id: there.id }
    const id = newId()
    await insertPlan(db, {
      id, school_year: year.name, starts_on: year.starts_on, made_at: now.toISOString(), made_by_id: actor.person_id,
      ready_at: null, ready_by_id: null, in_effect_at: null, in_effect_by_id: null,
    })
    await seedLines(db, id, addDays(year.starts_on, -1))
    await record(db, actor, now, { verb: 'new year.begun', subject: 'new year', subject_id: id })
    return { plan_id: id }
  })
}

/** `day` lies in the year before. */
async function seedLines(db: Act, plan_id: string, day: string): Promise<void> {
  const classes = await listClassesOn(db, day)
  const ids = classes.map(({ id }) => id)
  const [cards, adults] = [await listCardsOf(db, ids), await listAdultsOfClasses(db, ids)]
  const lines = classes.map(({ id, name }) => {
    const card = cards.find(({ class_id }) => class_id === id)
    const own = adults.filter(({ class_id }) => class_id === id).map(({ person_id }) => person_id)
    const answers_id = card?.answers_id ?? own[0] ?? null
    return { id: newId(), plan_id, from_class_id: id, name, answers_id, purpose: card?.purpose ?? '', class_id: null, print_cards: 0 as const, others: own.filter((one) => one !== answers_id) }
  })
  await insertLines(db, lines.map(({ others: _, ...line }) => line), lines.flatMap(({ id, others }) => others.map((person_id) => ({ id: newId(), line_id: id, person_id }))))
  const year = await findSchoolYear(db, day)
  const stands = year ? await listStandsOfYear(db, year.id) : []
  await replaceTrolleys(db, plan_id, stands.flatMap(({ set_id, class_id }) => {
    const line = lines.find(({ from_class_id }) => from_class_id === class_id)
    return line ? [{ plan_id, set_id, line_id: line.id }] : []
  }))
}

/** Says that a plan is ready, so that it takes effect by itself on its day, or that it is not after all. Throws PlanStands. */
export function setReady(db: Db, key: string, wish: { school_year: string, ready: boolean, actor: Actor }, now: Date): Promise<{ ready: boolean }> {
  return actOnce(db, key, wish, now, async (db) => {
    const { school_year, ready, actor } = wish
    const plan = await needOpenPlan(db, school_year)
    await updatePlan(db, plan.id, ready ? { ready_at: now.toISOString(), ready_by_id: actor.person_id } : { ready_at: null, ready_by_id: null })
    await record(db, actor, now, { verb: ready ? 'new year.ready' : 'new year.not ready', subject: 'new year', subject_id: plan.id })
    return { ready }
  })
}
