import { dayOf } from '../../calendar/days.ts'
import { currentSchoolYear } from '../../calendar/school/years.ts'
import { act, type Act } from '../../database/act.ts'
import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'
import type { LeftCode } from '../../database/tables.ts'
import { type Actor, record } from '../../events/record.ts'
import { putStand } from '../../sets/stands.ts'
import type { Contradiction } from '../dry-run/facts.ts'
import { readFacts } from '../dry-run/read.ts'
import { contradictionsOf } from '../dry-run/rules.ts'
import { findPlanById, updatePlan } from '../store.ts'
import { beginClasses } from './classes.ts'
import type { Effect } from './effect.ts'
import { handOn } from './hand-on.ts'
import { insertLeft } from './store.ts'

/**
 * Puts a plan into effect, once and in one act: line by line, so that one laptop which is out keeps no class from beginning. What
 * a contradiction stops is left as it is and written down. Null where it is in effect already, or its
 * day has not come.
 */
export function takeEffect(db: Db, planId: string, actor: Actor, now: Date): Promise<{ left: number } | null> {
  return act(db, async (db) => {
    const plan = await findPlanById(db, planId)
    if (!plan || plan.in_effect_at !== null || dayOf(now) < plan.starts_on) return null
    const facts = await readFacts(db, plan, now)
    const { id: year_id } = await currentSchoolYear(db, plan.starts_on)
    const effect: Effect = { plan_id: plan.id, year_id, facts, contradictions: contradictionsOf(facts), actor }
    const classes = await beginClasses(db, effect, now)
    await placeTrolleys(db, effect, classes, now)
    const refused = await handOn(db, effect, facts.keepings, now)
    const left = await writeLeft(db, plan.id, [...effect.contradictions, ...refused])
    await updatePlan(db, plan.id, { in_effect_at: now.toISOString(), in_effect_by_id: actor.person_id })
    await record(db, actor, now, { verb: 'new year.in effect', subject: 'new year', subject_id: plan.id, data: { starts_on: plan.starts_on, left } })
    return { left }
  })
}

/** `classes` are the new classes by the planned line that each comes from. */
async function placeTrolleys(db: Act, { facts, year_id, actor }: Effect, classes: Map<string, string>, now: Date): Promise<void> {
  for (const { set_id, line_id } of facts.trolleys) {
    const class_id = classes.get(line_id)
    if (class_id === undefined) continue
    await putStand(db, set_id, year_id, class_id)
    await record(db, actor, now, { verb: 'set.stands', subject: 'set', subject_id: set_id, data: { class_id, school_year_id: year_id } })
  }
}

/** Returns how many lines were left. What waits for somebody's first day is judged on that day. */
export async function writeLeft(db: Act, plan_id: string, contradictions: Contradiction[]): Promise<number> {
  const waiting = new Set(contradictions.filter(({ code }) => code === 'waits').map(({ about }) => about.device_id))
  const left = contradictions.filter(({ stops, about }) => stops && !waiting.has(about.device_id))
  await insertLeft(db, left.map(({ code, about: { line_id, set_id, device_id, person_id } }) => ({
    id: newId(), plan_id, code: code as LeftCode, line_id: line_id ?? null, set_id: set_id ?? null, device_id: device_id ?? null, person_id: person_id ?? null,
  })))
  return left.length
}
