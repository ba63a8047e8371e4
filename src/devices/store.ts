import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Lateness } from '../calendar/late.ts'
import { overdueIn } from '../calendar/school/lateness.ts'
import { custodyQuery, isNotBack, isOut } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst, Word } from '../database/prepared.ts'
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

const findPlaces = prepared((db: Db) => db.selectFrom('devices').select('place').distinct()
  .where('set_id', 'is', null).where('place', '<>', sql.lit('')).orderBy('place').limit(100))

/** Places that devices without a set live in, for the filter and the form. */
export async function listPlaces(db: Db): Promise<string[]> {
  return (await findPlaces(db)).map(({ place }) => place)
}

/** A filter as the query needs it: what is null is not asked. */
type Sought = {
  codes: string[] | null, words: string[], type: string | null, home: string | null, holder: string | null
  state: Word<StateFilter> | null, arranged: string[]
}

function soughtOf({ codes, q, type, home, state, with: holder, arranged = [] }: Wanted): Sought {
  const words = codes ? [] : fold(q).split(' ').filter(Boolean).slice(0, 8)
  return {
    codes: codes ?? null, words: words.map(likePattern), type: type ? fold(type) : null, home: home || null,
    holder: holder ? likePattern(holder) : null, state: state ? new Word(state) : null,
    // An empty list is not SQL; no id is empty.
    arranged: [...arranged, ''],
  }
}

export async function listDevices(db: Db, filter: Wanted, lateness: Lateness, place: Place, limit: number) {
  const rows = await findDevices(db, soughtOf(filter), lateness, place, limit)
  return place.before === undefined ? rows : rows.toReversed()
}

const findDevices = prepared((db: Db, sought: Sought, lateness: Lateness, place: Place, limit: number) => {
  const back = place.before !== undefined
  return matching(db, sought, lateness)
    .select(['d.make', 'd.model', 'd.serial', 'd.computer_name', 'd.notes'])
    .select(['d.bought_on', 'd.price_pence', 'd.warranty_until'])
    .$if(place.after !== undefined, (q) => q.where('d.code', '>', place.after!))
    .$if(back, (q) => q.where('d.code', '<', place.before!))
    .orderBy('d.code', back ? 'desc' : 'asc').limit(limit)
})

export type ListedDevice = Awaited<ReturnType<typeof listDevices>>[number]

/** How many match, counted no further than `most`. */
export async function countDevices(db: Db, filter: Wanted, lateness: Lateness, most: number): Promise<number> {
  return Number((await findCount(db, soughtOf(filter), lateness, most))!.n)
}

const findCount = preparedFirst((db: Db, sought: Sought, lateness: Lateness, most: number) =>
  db.selectFrom(matching(db, sought, lateness).clearSelect().select('d.id').limit(most).as('some'))
    .select((e) => e.fn.countAll<number>().as('n')))

function matching(db: Db, { codes, words, type, home, holder, state, arranged }: Sought, lateness: Lateness) {
  const like = (column: string, pattern: string) => sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`
  let query = custodyQuery(db)
  if (codes) query = query.where('d.code', 'in', codes)
  for (const word of words) {
    query = query.where((e) => e.or([like('d.search_text', word), like('t.search_name', word)]))
  }
  if (type !== null) query = query.where('t.search_name', '=', type)
  if (home !== null) {
    query = query.where((e) => e.or([
      e('s.code', '=', home), e.and([e('d.set_id', 'is', null), e('d.place', '=', home)]),
    ]))
  }
  if (holder !== null) {
    query = query.where((e) => e.or([
      like('b.search_name', holder), like('c.search_name', holder),
      e.and([e('l.id', 'is', null), like('k.search_name', holder)]),
    ]))
  }
  return state === null ? query : query.where(stateIs(state.word, lateness, arranged))
}

/** Custody's stateOf, asked of the database: out of use wins, then not back at a check, then loan and keeper. */
function stateIs(state: StateFilter, lateness: Lateness, arranged: string[]): RawBuilder<SqlBool> {
  switch (state) {
    case 'in-store': return sql`o.id is null and l.id is null and a.id is null and not ${isNotBack}`
    case 'out': return sql`o.id is null and ${isOut} and not ${isNotBack}`
    case 'overdue': return sql`o.id is null and ${overdueIn('l.due_at', lateness)} and l.id not in (${sql.join(arranged)}) and not ${isNotBack}`
    case 'looked-after': return sql`o.id is null and l.id is null and a.id is not null and not ${isNotBack}`
    case 'not-back': return sql`o.id is null and ${isNotBack}`
    case 'in-repair': return sql`o.because = 'in repair'`
    case 'lost': case 'stolen': case 'retired': return sql`o.because = ${state}`
  }
}
