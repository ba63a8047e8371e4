import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

export type Plan = Row<'new_year_plans'>

export const findPlan = preparedFirst((db: Db, schoolYear: string) => db.selectFrom('new_year_plans').selectAll().where('school_year', '=', schoolYear))

export const findPlanById = preparedFirst((db: Db, id: string) => db.selectFrom('new_year_plans').selectAll().where('id', '=', id))

/** Plans that are in effect, the latest in front. */
export const listPastPlans = prepared((db: Db) => db.selectFrom('new_year_plans').selectAll().where('in_effect_at', 'is not', null).orderBy('school_year', 'desc'))

export const listReadyPlans = prepared((db: Db, today: string) => db.selectFrom('new_year_plans').selectAll()
  .where('in_effect_at', 'is', null).where('ready_at', 'is not', null).where('starts_on', '<=', today).orderBy('starts_on'))

/** What the latest plan is to Today and to the letter, with how many of its lines were left. */
export const findLatestPlan = preparedFirst((db: Db) => db.selectFrom('new_year_plans as p').selectAll('p')
  .select((e) => e.selectFrom('new_year_left as x').whereRef('x.plan_id', '=', 'p.id').select((x) => x.fn.countAll<number>().as('n')).as('left_lines'))
  .orderBy('p.school_year', 'desc').limit(1))

export async function insertPlan(db: Db, plan: Plan): Promise<void> {
  await db.insertInto('new_year_plans').values(plan).execute()
}

export async function updatePlan(db: Db, id: string, set: Partial<Plan>): Promise<void> {
  await db.updateTable('new_year_plans').set(set).where('id', '=', id).execute()
}
