import { dayOf, schoolYearOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { sayFor } from '../http/say.ts'
import type { Settings } from '../settings/store.ts'
import { type Change, changesOf } from './dry-run/changes.ts'
import { readFacts } from './dry-run/read.ts'
import { contradictionsOf } from './dry-run/rules.ts'
import { mendOf, wordsOf } from './dry-run/words.ts'
import { opensOn, plannedYear, stateOf } from './rules.ts'
import { findPlan, listPastPlans, type Plan } from './store.ts'

/** The school year that can be planned now with its plan, if there is one. */
export async function readNow(db: Db, { new_year_from }: Settings, now: Date) {
  const year = plannedYear(dayOf(now), new_year_from)
  return { year, plan: year ? await findPlan(db, year.name) ?? null : null }
}

/** The plan of the school year that can be planned now. Throws NotFound. */
export async function planOf({ db, school, now }: { db: Db, school: { settings: Settings }, now: Date }): Promise<Plan> {
  const { plan } = await readNow(db, school.settings, now)
  if (!plan) throw new NotFound('Nobody has begun a plan for the new school year.')
  return plan
}

export type ContradictionLine = { words: string, stops: boolean, mend: { href: string, label: string } }
export type DryRun = { changes: Change[], contradictions: ContradictionLine[] }

/** What would happen if the plan took effect on its day as things are now. Nothing is written. */
export async function dryRun(db: Db, plan: Plan, now: Date): Promise<DryRun> {
  const facts = await readFacts(db, plan, now)
  const found = contradictionsOf(facts)
  const { fullDay } = sayFor(now)
  const contradictions = found.map((one) => ({ words: wordsOf(one, fullDay), stops: one.stops, mend: mendOf(one) }))
  return { changes: changesOf(facts, found, fullDay), contradictions: contradictions.toSorted((a, b) => Number(b.stops) - Number(a.stops)) }
}

/** What views/new-year/index.ejs needs while nothing is in effect. */
export async function indexModel(db: Db, settings: Settings, now: Date) {
  const { year, plan } = await readNow(db, settings, now)
  const open = plan && plan.in_effect_at === null ? plan : null
  const run = open ? await dryRun(db, open, now) : null
  const counts = run && {
    changes: run.changes.length, stops: run.contradictions.filter(({ stops }) => stops).length, warns: run.contradictions.filter(({ stops }) => !stops).length,
  }
  const past = (await listPastPlans(db)).filter(({ id }) => id !== plan?.id)
  return {
    year, plan, state: plan && stateOf(plan), counts, past, is_late: open !== null && dayOf(now) >= open.starts_on,
    opens_on: opensOn(schoolYearOf(dayOf(now)), settings.new_year_from),
  }
}
