import { sql } from 'kysely'
import { isGone } from '../../custody/store.ts'
import type { Db } from '../../database/open.ts'
import { prepared } from '../../database/prepared.ts'

/** Classes of the school year that holds a day (YYYY-MM-DD). */
export const listClassesOn = prepared((db: Db, day: string) => db.selectFrom('classes as c').innerJoin('school_years as y', 'y.id', 'c.school_year_id')
  .select(['c.id', 'c.name', 'c.search_name']).where('y.starts_on', '<=', day).where('y.ends_on', '>=', day).orderBy('c.name'))

export const listCardsOf = prepared((db: Db, classIds: string[]) => db.selectFrom('class_cards as k').innerJoin('tags as t', 't.class_card_id', 'k.id')
  .select(['k.id', 'k.class_id', 't.text as code', 'k.answers_id', 'k.purpose']).where('k.class_id', 'in', [...classIds, '']).orderBy('t.text'))

export const listAdultsOfClasses = prepared((db: Db, classIds: string[]) => db.selectFrom('class_people').selectAll().where('class_id', 'in', [...classIds, '']))

/** Whoever has not left before a day (YYYY-MM-DD), and some others by their ids. */
export const listPeopleFrom = prepared((db: Db, day: string, ids: string[]) => db.selectFrom('people as p')
  .select(['p.id', 'p.name', 'p.kind', 'p.first_day', 'p.last_day'])
  .select((e) => e.exists(e.selectFrom('accounts as a').select('a.id').whereRef('a.person_id', '=', 'p.id').where('a.closed_at', 'is', null)).as('has_account'))
  .where((e) => e.or([e('p.last_day', 'is', null), e('p.last_day', '>=', day), e('p.id', 'in', [...ids, ''])])).orderBy('p.sort_name').orderBy('p.id'))

/** What those who leave between two days look after, by code. */
export const listKeptByLeavers = prepared((db: Db, from: string, before: string) => db.selectFrom('people as p').innerJoin('allocations as a', 'a.keeper_id', 'p.id')
  .innerJoin('devices as d', 'd.id', 'a.device_id').select(['d.id as device_id', 'd.code', 'a.keeper_id'])
  .where('a.until_at', 'is', null).where('p.last_day', '>=', from).where('p.last_day', '<', before)
  .where(sql<boolean>`not ${isGone}`).orderBy('d.code'))
