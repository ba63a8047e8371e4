import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Db } from '../../database/open.ts'
import { preparedFirst } from '../../database/prepared.ts'
import { type Lateness, latenessAt } from '../late.ts'
import { readCalendar } from './store.ts'

export const findOpenPause = preparedFirst((db: Db) =>
  db.selectFrom('pauses').select(['id', 'from_at']).where('until_at', 'is', null))

export const findLastPause = preparedFirst((db: Db) =>
  db.selectFrom('pauses').select(['from_at', 'until_at']).orderBy('from_at', 'desc').orderBy('id', 'desc').limit(1))

/** What is overdue now, for this school's calendar and while a pause is open. */
export async function readLateness(db: Db, now: Date): Promise<Lateness> {
  const pause = await findOpenPause(db)
  return latenessAt(now, await readCalendar(db), pause?.from_at ?? null)
}

/** The same rule asked of the database. */
export function overdueIn(column: string, { now, spared }: Lateness): RawBuilder<SqlBool> {
  const due = sql.ref(column)
  const not = spared.map(({ from, until }) => sql` and not (${due} >= ${from} and ${due} < ${until})`)
  return sql<SqlBool>`(${due} < ${now}${sql.join(not, sql``)})`
}
