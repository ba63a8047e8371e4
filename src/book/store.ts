import { type ExpressionBuilder, sql, type SqlBool } from 'kysely'
import type { Lateness } from '../calendar/late.ts'
import { overdueIn } from '../calendar/school/lateness.ts'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst, Word } from '../database/prepared.ts'
import type { Tables } from '../database/tables.ts'
import type { Cursor, Filters } from './forms.ts'
import { type Drive, type Found, WINDOW } from './rules.ts'

/** A search of the book, looked up: `purposes` are the words that match, `from` and `until` UTC ISO instants. */
export type Search = {
  drive: Drive, found: Found, state: Filters['state'], purposes: string[] | null, any_purposes: string[]
  from: string | null, until: string | null, lateness: Lateness
  /** Loans whose return is arranged by a day that has not passed: they are not overdue. */
  arranged: string[]
}

export type Place = { before?: Cursor, after?: Cursor }

/** What decides how a search is put together stands beside it as words. */
type By = { drive: Word<Drive['by']>, state: Word<Search['state']> }

function byOf({ drive, state }: Search): By {
  return { drive: new Word(drive.by), state: new Word(state) }
}

/** At most `size` entries that the driving index gives from a place on: newest first, or oldest first after `after`. */
function windowOf(db: Db, { drive: { word: by } }: By, { drive, from, until }: Search, { before, after }: Place, size: number) {
  const order = after ? 'asc' : 'desc'
  let query = db.selectFrom('loans').selectAll().limit(size)
  if (by === 'open') {
    return query.where('returned_at', 'is', null).where('voided_at', 'is', null).orderBy('due_at').orderBy('id')
  }
  if (by !== 'time' && 'id' in drive) query = query.where(by, '=', drive.id)
  if (from) query = query.where('taken_at', '>=', from)
  if (until) query = query.where('taken_at', '<', until)
  if (before) query = query.where((e) => e(e.refTuple('taken_at', 'id'), '<', e.tuple(before.taken_at, before.id)))
  if (after) query = query.where((e) => e(e.refTuple('taken_at', 'id'), '>', e.tuple(after.taken_at, after.id)))
  return query.orderBy('taken_at', order).orderBy('id', order)
}

/** What an entry of the window must also be. */
function matches(by: By, search: Search, { before, after }: Place) {
  const { found, purposes, any_purposes, from, until, lateness, arranged } = search
  const state = by.state.word
  return (e: ExpressionBuilder<{ l: Tables['loans'] }, 'l'>) => {
    const all = []
    if (found.device_ids) all.push(e('device_id', 'in', some(found.device_ids)))
    if (found.person_ids) all.push(e('borrower_id', 'in', some(found.person_ids)))
    if (found.class_id) all.push(e('class_id', '=', found.class_id))
    if (purposes) all.push(e('purpose', 'in', some(purposes)))
    if (found.any) {
      const { device_ids, person_ids, class_ids } = found.any
      all.push(e.or([
        e('device_id', 'in', some(device_ids)), e('borrower_id', 'in', some(person_ids)),
        e('class_id', 'in', some(class_ids)), e('purpose', 'in', some(any_purposes)),
      ]))
    }
    if (state === 'overdue') all.push(overdueIn('due_at', lateness), e('id', 'not in', some(arranged)))
    if (state === 'off-site') all.push(e('off_site', '=', sql.lit(1 as const)))
    if (state === 'returned') all.push(e('returned_at', 'is not', null), e('voided_at', 'is', null))
    if (state === 'voided') all.push(e('voided_at', 'is not', null))
    if (by.drive.word !== 'open') return e.and(all)
    if (from) all.push(e('taken_at', '>=', from))
    if (until) all.push(e('taken_at', '<', until))
    if (before) all.push(e(e.refTuple('taken_at', 'id'), '<', e.tuple(before.taken_at, before.id)))
    if (after) all.push(e(e.refTuple('taken_at', 'id'), '>', e.tuple(after.taken_at, after.id)))
    return e.and(all)
  }
}

/** An empty list is not SQL; no id is empty. */
function some(values: string[]): string[] {
  return values.length > 0 ? values : ['']
}

/** The ids of one page's entries, in reading order of the index. */
export function listPlaces(db: Db, search: Search, place: Place, window: number, limit: number): Promise<Cursor[]> {
  return findPlaces(db, byOf(search), search, place, window, limit)
}

const findPlaces = prepared((db: Db, by: By, search: Search, place: Place, window: number, limit: number) => {
  const order = place.after ? 'asc' : 'desc'
  return db.selectFrom(windowOf(db, by, search, place, window).as('l')).select(['l.taken_at', 'l.id'])
    .where(matches(by, search, place)).orderBy('l.taken_at', order).orderBy('l.id', order).limit(limit)
})

/** The last entry that was looked through when the window was full; undefined when the book ended before. */
export function findEndOfWindow(db: Db, search: Search, place: Place): Promise<Cursor | undefined> {
  return windowOf(db, byOf(search), search, place, 1).clearSelect().select(['taken_at', 'id']).offset(WINDOW - 1).executeTakeFirst()
}

/**
 * How many match among the newest entries, counted to `most + 1` and no further. Only what is looked through (`through`)
 * needs more of them than the index holds.
 */
export async function countEntries(db: Db, search: Search, through: boolean, most: number): Promise<number> {
  return Number((await findCount(db, byOf(search), search, through, through ? WINDOW : most + 1, most + 1))!.counted)
}

const findCount = preparedFirst((db: Db, by: By, search: Search, through: boolean, window: number, limit: number) => {
  const all = windowOf(db, by, search, {}, window)
  const some = through ? db.selectFrom(all.as('l')).select('l.id').where(matches(by, search, {})).limit(limit) : all.clearSelect().select('id')
  return db.selectFrom(some.as('some')).select((e) => e.fn.countAll<number>().as('counted'))
})

/** The different purposes among the entries of a window: what their folded words are searched in. */
export async function listPurposes(db: Db, search: Search, place: Place): Promise<string[]> {
  const rows = await db.selectFrom(windowOf(db, byOf(search), search, place, WINDOW).as('l')).select('l.purpose').distinct().execute()
  return rows.map(({ purpose }) => purpose)
}

/** Everything the book shows of some entries. */
export const listEntries = prepared((db: Db, ids: string[]) =>
  db.selectFrom('loans as l')
    .innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('device_types as t', 't.id', 'd.type_id')
    .innerJoin('people as b', 'b.id', 'l.borrower_id').innerJoin('people as w', 'w.id', 'l.answers_id')
    .leftJoin('classes as c', 'c.id', 'l.class_id')
    .leftJoin('desks as o', 'o.id', 'l.out_desk_id').leftJoin('desks as i', 'i.id', 'l.back_desk_id')
    .leftJoin('people as k', 'k.id', 'l.taken_back_by_id').leftJoin('people as v', 'v.id', 'l.voided_by_id')
    .leftJoin('people as y', 'y.id', 'l.booked_out_by_id')
    .select([
      'l.id', 'd.code', 't.name as type_name', 'l.borrower_id', 'b.name as borrower',
      'l.answers_id', 'w.name as answers', 'c.name as class_name', 'l.purpose',
      'l.taken_at', 'l.due_at', 'l.off_site', 'l.source', 'l.returned_at', 'l.on_charge', 'l.outcome', 'l.voided_at',
      'o.name as out_desk', 'i.name as back_desk', 'k.name as taken_back_by', 'v.name as voided_by',
      'y.name as booked_out_by',
    ])
    .where('l.id', 'in', ids.length > 0 ? ids : ['']).orderBy('l.taken_at', 'desc').orderBy('l.id', 'desc'))

export type BookEntry = Awaited<ReturnType<typeof listEntries>>[number]

export function findDeviceOfTag(db: Db, text: string) {
  return db.selectFrom('tags as t').innerJoin('devices as d', 'd.id', 't.device_id').select(['d.id', 'd.code as name'])
    .where('t.text', '=', text).executeTakeFirst()
}

function like(column: string, pattern: string) {
  return sql<SqlBool>`${sql.ref(column)} like ${pattern} escape '\\'`
}

export function listDevicesLike(db: Db, pattern: string, limit: number) {
  return db.selectFrom('devices').select(['id', 'code as name']).where(like('search_text', pattern))
    .orderBy('code').limit(limit).execute()
}

export function listPeopleLike(db: Db, pattern: string, limit: number) {
  return db.selectFrom('people').select(['id', 'name', 'search_name']).where(like('search_name', pattern))
    .orderBy('sort_name').limit(limit).execute()
}

export function listClassesLike(db: Db, pattern: string) {
  return db.selectFrom('classes').select('id').where(like('search_name', pattern)).limit(100).execute()
}

export const findPersonName = preparedFirst((db: Db, id: string) =>
  db.selectFrom('people').select(['id', 'name', 'search_name']).where('id', '=', id))

/** Every class of every year, this year's first. */
export const listClasses = prepared((db: Db) =>
  db.selectFrom('classes as c').innerJoin('school_years as y', 'y.id', 'c.school_year_id')
    .select(['c.id', 'c.name', 'y.name as year', 'y.starts_on', 'y.ends_on'])
    .orderBy('y.starts_on', 'desc').orderBy('c.search_name'))
