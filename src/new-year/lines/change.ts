import { act } from '../../database/act.ts'
import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'
import { NotFound } from '../../errors.ts'
import { type Actor, record } from '../../events/record.ts'
import { actOnce } from '../../http/once.ts'
import { needOpenPlan } from '../plan.ts'
import { deleteKeeper, deleteLine, findLine, insertLines, listKeepers, putKeeper, replaceAdults, replaceTrolleys, updateLine } from './store.ts'
import { listKeptOf } from './kept.ts'

export type LineWish = { name: string, from_class_id: string | null, answers_id: string | null, purpose: string, adult_ids: string[] }
type Changing = { school_year: string, actor: Actor }

const event = (planId: string, verb: string, data: Record<string, string | null> = {}) => ({ verb, subject: 'new year', subject_id: planId, data })

/** Plans one more class, once for a form's key. Throws PlanStands. */
export function addLine(db: Db, key: string, wish: LineWish & Changing, now: Date): Promise<{ line_id: string }> {
  return actOnce(db, key, wish, now, async (db) => {
    const { school_year, actor, adult_ids, ...line } = wish
    const plan = await needOpenPlan(db, school_year)
    const id = newId()
    await insertLines(db, [{ id, plan_id: plan.id, ...line, class_id: null, print_cards: 0 }], adultsOf(id, wish))
    await record(db, actor, now, event(plan.id, 'new year.class', { line_id: id }))
    return { line_id: id }
  })
}

/** Changes a planned class; a null wish says that the class it comes from ends. Throws PlanStands, NotFound. */
export function changeLine(db: Db, id: string, { school_year, actor }: Changing, wish: LineWish | null, now: Date): Promise<void> {
  return act(db, async (db) => {
    const plan = await needOpenPlan(db, school_year)
    const line = await findLine(db, plan.id, id)
    if (!line) throw new NotFound('There is no such class in the plan.')
    const { adult_ids: _, ...set } = wish ?? { name: null, answers_id: null, purpose: '', adult_ids: [] }
    if (wish === null && line.from_class_id === null) await deleteLine(db, id)
    else await updateLine(db, id, set)
    await replaceAdults(db, id, wish ? adultsOf(id, wish) : [])
    await record(db, actor, now, event(plan.id, 'new year.class', { line_id: id }))
  })
}

function adultsOf(line_id: string, { adult_ids, answers_id }: LineWish) {
  return [...new Set(adult_ids)].filter((id) => id !== answers_id).map((person_id) => ({ id: newId(), line_id, person_id }))
}

/** Which planned class each trolley stands with; a trolley that is not named stands with none. Throws PlanStands. */
export function planTrolleys(db: Db, { school_year, actor }: Changing, stands: { set_id: string, line_id: string }[], now: Date): Promise<void> {
  return act(db, async (db) => {
    const plan = await needOpenPlan(db, school_year)
    await replaceTrolleys(db, plan.id, stands.map((stand) => ({ plan_id: plan.id, ...stand })))
    await record(db, actor, now, event(plan.id, 'new year.trolleys'))
  })
}

/** Where a device goes: to somebody, back to the `store`, or nothing is planned for it (null). */
export type Goes = { device_id: string, goes_to: string | null }
export const STORE = 'store'

/** Fills gaps: who answers for planned classes, and where devices go. Only what was changed is written. Throws PlanStands. */
export function fillGaps(db: Db, { school_year, actor }: Changing, gaps: { answers: { line_id: string, answers_id: string | null }[], goes: Goes[] }, now: Date): Promise<void> {
  return act(db, async (db) => {
    const plan = await needOpenPlan(db, school_year)
    for (const { line_id, answers_id } of gaps.answers) await updateLine(db, line_id, { answers_id })
    const planned = new Map((await listKeepers(db, plan.id)).map((one) => [one.device_id, one.keeper_id ?? STORE]))
    const kept = new Map((await listKeptOf(db, gaps.goes.map(({ device_id }) => device_id))).map((one) => [one.device_id, one.keeper_id]))
    for (const { device_id, goes_to } of gaps.goes) {
      if (goes_to === null) await deleteKeeper(db, plan.id, device_id)
      else await putKeeper(db, { id: newId(), plan_id: plan.id, device_id, keeper_id: goes_to === STORE ? null : goes_to, was_keeper_id: kept.get(device_id) ?? null, done_at: null })
      if ((planned.get(device_id) ?? null) !== goes_to) await record(db, actor, now, event(plan.id, 'new year.keeper', { device_id, keeper_id: goes_to === STORE ? null : goes_to }))
    }
    if (gaps.answers.length > 0) await record(db, actor, now, event(plan.id, 'new year.answers'))
  })
}
