import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'
import { dayFacts } from '../end-of-day/store.ts'
import { LOCKED, type RunUpDevice } from './rules.ts'

const lockedAt = (since: string) => sql<string | null>`(select max(s2.seen_at) from sightings s2
  where s2.device_id = d.id and s2.seen_at >= ${since} and s2.place = ${sql.lit(LOCKED)})`

/** Every device in use, with when it was counted into the lock-up since an instant (UTC ISO) and what its keeper of now said. */
export const listForRunUp = prepared((db: Db, holiday: string, since: string) => dayFacts(db)
  .leftJoin('holiday_answers as h', (join) => join.onRef('h.device_id', '=', 'd.id').onRef('h.keeper_id', '=', 'a.keeper_id').on('h.holiday', '=', holiday))
  .select([lockedAt(since).as('locked_at'), 'h.goes_home', 'h.said_at'])
  .where((e) => e.or([e('o.because', 'is', null), e('o.because', '<>', 'retired')])).$castTo<RunUpDevice>())

type Answer = Row<'holiday_answers'>

export const putAnswer = prepared((db: Db, answer: Answer) => db.insertInto('holiday_answers').values(answer)
  .onConflict((c) => c.columns(['holiday', 'device_id']).doUpdateSet((e) => ({
    keeper_id: e.ref('excluded.keeper_id'), goes_home: e.ref('excluded.goes_home'), said_at: e.ref('excluded.said_at'), said_by_id: e.ref('excluded.said_by_id'),
  }))))

export const findKept = preparedFirst((db: Db, deviceId: string) => db.selectFrom('allocations')
  .select(['device_id', 'keeper_id']).where('device_id', '=', deviceId).where('until_at', 'is', null))

const unanswered = (db: Db, holiday: string) => db.selectFrom('allocations as a')
  .leftJoin('holiday_answers as h', (join) => join.onRef('h.device_id', '=', 'a.device_id').onRef('h.keeper_id', '=', 'a.keeper_id').on('h.holiday', '=', holiday))
  .leftJoin('out_of_use as o', (join) => join.onRef('o.device_id', '=', 'a.device_id').on('o.until_at', 'is', null))
  .where('a.until_at', 'is', null).where('h.said_at', 'is', null).where('o.id', 'is', null)

/** What somebody looks after and has not answered for. */
export const listUnanswered = prepared((db: Db, holiday: string) => unanswered(db, holiday)
  .innerJoin('devices as d', 'd.id', 'a.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
  .select(['d.id as device_id', 'd.code', 't.name as type_name', 'a.keeper_id']).orderBy('d.code'))

/** What Today says of a holiday, in one query. */
export const findSeason = preparedFirst((db: Db, holiday: string, personId: string) => db.selectNoFrom((e) => [
  unanswered(db, holiday).select((n) => n.fn.countAll<number>().as('n')).as('unanswered'),
  unanswered(db, holiday).where('a.keeper_id', '=', personId).select((n) => n.fn.countAll<number>().as('n')).as('mine'),
  e.selectFrom('sealed_counts').select('id').where('holiday', '=', holiday).as('count_id'),
  e.selectFrom('sealed_counts').select('opened_at').where('holiday', '=', holiday).as('opened_at'),
]))
