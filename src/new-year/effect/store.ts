import type { Db } from '../../database/open.ts'
import { insertInParts } from '../../database/insert-in-parts.ts'
import { prepared } from '../../database/prepared.ts'
import type { Row } from '../../database/tables.ts'

export function insertLeft(db: Db, left: Row<'new_year_left'>[]): Promise<void> {
  return insertInParts(db, 'new_year_left', left)
}

/** What of a plan was left, with the names that say it. */
export const listLeft = prepared((db: Db, planId: string) => db.selectFrom('new_year_left as x').leftJoin('new_year_classes as n', 'n.id', 'x.line_id')
  .leftJoin('sets as s', 's.id', 'x.set_id').leftJoin('devices as d', 'd.id', 'x.device_id').leftJoin('people as p', 'p.id', 'x.person_id')
  .leftJoin('new_year_trolleys as t', (join) => join.onRef('t.set_id', '=', 'x.set_id').onRef('t.plan_id', '=', 'x.plan_id')).leftJoin('new_year_classes as u', 'u.id', 't.line_id')
  .select((e) => ['x.id', 'x.code', 'x.line_id', 'x.set_id', 's.name as set_name', 'x.device_id', 'd.code as device', 'x.person_id', 'p.name as person', e.fn.coalesce('n.name', 'u.name').as('class_name')])
  .where('x.plan_id', '=', planId).orderBy('x.id'))

/** Plans whose handovers wait for somebody's first day, which is a day (YYYY-MM-DD) or before it. */
export const listWaiting = prepared((db: Db, today: string) => db.selectFrom('new_year_keepers as k').innerJoin('new_year_plans as p', 'p.id', 'k.plan_id')
  .innerJoin('people as q', 'q.id', 'k.keeper_id').select('p.id').distinct()
  .where('k.done_at', 'is', null).where('p.in_effect_at', 'is not', null).where('q.first_day', '<=', today)
  .where((e) => e.not(e.exists(e.selectFrom('new_year_left as x').select('x.id').whereRef('x.plan_id', '=', 'p.id').whereRef('x.device_id', '=', 'k.device_id')))))
