import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Lateness } from '../calendar/late.ts'
import { overdueIn } from '../calendar/school/lateness.ts'
import { custodyQuery, isNotBack, isOut } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'
import { fold, likePattern } from '../text/fold.ts'
import type { StateFilter } from './rules.ts'
import type { Wanted } from './scanned.ts'

export type Device = Row<'devices'>

/** Pages go by code: the ones after a code, or those before it. */
export type Place = { after?: string | undefined, before?: string | undefined }

export const findDevice = preparedFirst((db: Db, code: string) =>
  db.selectFrom('devices').selectAll().where('code', '=', code))

export const findDeviceById = preparedFirst((db: Db, id: string) =>
  db.selectFrom('devices').selectAll().where('id', '=', id))

export async function insertDevice(db: Db, device: Device): Promise<void> {
  await db.insertInto('devices').values(device).execute()
}

export async function updateDevice(db: Db, id: string, device: Partial<Device>): Promise<void> {
  await db.updateTable('devices').set(device).where('id', '=', id).execute()
}

/** Places that devices without a set live in, for the filter and the form. */
export async function listPlaces(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('devices').select('place').distinct()
    .where('set_id', 'is', null).where('place', '<>', '').orderBy('place').limit(100).execute()
  return rows.map(({ place }) => place)
}

export async function listDevices(db: Db, filter: Wanted, lateness: Lateness, place: Place, limit: number) {
  const back = place.before !== undefined
  const rows = await matching(db, filter, lateness)
    .select(['d.make', 'd.model', 'd.serial', 'd.computer_name', 'd.notes'])
    .select(['d.bought_on', 'd.price_pence', 'd.warranty_until'])
    .$if(place.after !== undefined, (q) => q.where('d.code', '>', place.after!))
    .$if(back, (q) => q.where('d.code', '<', place.before!))
    .orderBy('d.code', back ? 'desc' : 'asc').limit(limit).execute()
  return back ? rows.toReversed() : rows
}

export type ListedDevice = Awaited<ReturnType<typeof listDevices>>[number]

/** How many match, counted no further than `most`. */
export async function countDevices(db: Db, filter: Wanted, lateness: Lateness, most: number): Promise<number> {
  const some = matching(db, filter, lateness).clearSelect().select('d.id').limit(most)
  const { n } = await db.selectFrom(some.as('some')).select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

function matching(db: Db, filter: Wanted, lateness: Lateness) {
  const like = (column: string, text: string) =>
    sql<boolean>`${sql.ref(column)} like ${likePattern(text)} escape '\\'`
  let query = custodyQuery(db)
  if (filter.codes) query = query.where('d.code', 'in', filter.codes)
  for (const word of filter.codes ? [] : fold(filter.q).split(' ').filter(Boolean).slice(0, 8)) {
    query = query.where((e) => e.or([like('d.search_text', word), like('t.search_name', word)]))
  }
  if (filter.type) query = query.where('t.search_name', '=', fold(filter.type))
  if (filter.home) {
    query = query.where((e) => e.or([
      e('s.code', '=', filter.home), e.and([e('d.set_id', 'is', null), e('d.place', '=', filter.home)]),
    ]))
  }
  if (filter.with) {
    query = query.where((e) => e.or([
      like('b.search_name', filter.with), like('c.search_name', filter.with),
      e.and([e('l.id', 'is', null), like('k.search_name', filter.with)]),
    ]))
  }
  const { state } = filter
  return state === '' ? query : query.where(stateIs(state, lateness))
}

/** Custody's stateOf, asked of the database: out of use wins, then not back at a check, then loan and keeper. */
function stateIs(state: StateFilter, lateness: Lateness): RawBuilder<SqlBool> {
  switch (state) {
    case 'in-store': return sql`o.id is null and l.id is null and a.id is null and not ${isNotBack}`
    case 'out': return sql`o.id is null and ${isOut} and not ${isNotBack}`
    case 'overdue': return sql`o.id is null and ${overdueIn('l.due_at', lateness)} and not ${isNotBack}`
    case 'looked-after': return sql`o.id is null and l.id is null and a.id is not null and not ${isNotBack}`
    case 'not-back': return sql`o.id is null and ${isNotBack}`
    case 'in-repair': return sql`o.because = 'in repair'`
    case 'lost': case 'stolen': case 'retired': return sql`o.because = ${state}`
  }
}
