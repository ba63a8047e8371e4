import { dayOf } from '../../calendar/days.ts'
import { act } from '../../database/act.ts'
import type { Db } from '../../database/open.ts'
import { readFacts } from '../dry-run/read.ts'
import { contradictionsOf } from '../dry-run/rules.ts'
import { findPlanById, listReadyPlans } from '../store.ts'
import { handOn } from './hand-on.ts'
import { listWaiting } from './store.ts'
import { takeEffect, writeLeft } from './take-effect.ts'

const ITSELF = { person_id: null, desk_id: null }

/** Puts every plan into effect that is ready and whose day has come, however late; then hands on what waited for somebody's first day. Says how many plans it saw to. */
export async function seeToNewYear(db: Db, now: Date): Promise<number> {
  const today = dayOf(now)
  let done = 0
  for (const { id } of await listReadyPlans(db, today)) done += await takeEffect(db, id, ITSELF, now) === null ? 0 : 1
  for (const { id } of await listWaiting(db, today)) done += await handOnLate(db, id, now)
  return done
}

async function handOnLate(db: Db, planId: string, now: Date): Promise<number> {
  return act(db, async (db) => {
    const plan = (await findPlanById(db, planId))!
    const facts = await readFacts(db, plan, now)
    const left = await leftDevices(db, planId)
    const keepings = facts.keepings.filter(({ device }) => !left.has(device.device_id))
    const contradictions = contradictionsOf({ ...facts, keepings, lines: [], trolleys: [] })
    const refused = await handOn(db, { contradictions, actor: ITSELF }, keepings, now)
    await writeLeft(db, planId, [...contradictions, ...refused])
    return 1
  })
}

async function leftDevices(db: Db, planId: string): Promise<Set<string | null>> {
  return new Set((await db.selectFrom('new_year_left').select('device_id').where('plan_id', '=', planId).execute()).map(({ device_id }) => device_id))
}
