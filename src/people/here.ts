import { sql } from 'kysely'

type Table = 'people' | 'p' | 'a'

/** As a `where` on people (or on them as `p` or `a`): whoever has not left by a day (YYYY-MM-DD). */
export function notLeft(day: string, table: Table = 'people') {
  const last = sql.ref(`${table}.last_day`)
  return sql<boolean>`(${last} is null or ${last} >= ${day})`
}

/** Likewise, whose first day is not still to come. */
export function hasBegun(day: string, table: Table = 'people') {
  const first = sql.ref(`${table}.first_day`)
  return sql<boolean>`(${first} is null or ${first} <= ${day})`
}

/** Likewise, who is not away with a return arranged: whoever is away answers for nobody. */
export function isPresent(table: Table = 'people') {
  return sql<boolean>`not exists (select 1 from absences x where x.person_id = ${sql.ref(`${table}.id`)} and x.done_at is null)`
}
