import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { fold, likePattern } from '../text/fold.ts'
import type { PeopleFilter } from './forms.ts'
import { notLeft } from './here.ts'

/** Pages go by name: the people after one, or those before one (ids). */
export type Place = { after?: string | undefined, before?: string | undefined }

/** The people of a page, in the order of their surnames; `today` is YYYY-MM-DD. */
export async function listPeople(db: Db, filter: PeopleFilter, today: string, { after, before }: Place, limit: number) {
  const back = before !== undefined
  const way = back ? 'desc' as const : 'asc' as const
  const beyond = (id: string) => back
    ? sql<boolean>`(p.sort_name, p.id) < (select sort_name, id from people where id = ${id})`
    : sql<boolean>`(p.sort_name, p.id) > (select sort_name, id from people where id = ${id})`
  const from = before ?? after
  const rows = await matching(db, filter, today)
    .select(['p.id', 'p.name', 'p.kind', 'p.job_title', 'p.email', 'p.first_day', 'p.last_day'])
    .$if(from !== undefined, (q) => q.where(beyond(from!)))
    .orderBy('p.sort_name', way).orderBy('p.id', way).limit(limit).execute()
  return back ? rows.toReversed() : rows
}

export type ListedPerson = Awaited<ReturnType<typeof listPeople>>[number]

/** How many match, counted no further than `most`. */
export async function countPeople(db: Db, filter: PeopleFilter, today: string, most: number): Promise<number> {
  const some = matching(db, filter, today).select('p.id').limit(most)
  const { n } = await db.selectFrom(some.as('some')).select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return n
}

function matching(db: Db, { q, kind, role, here, ...filter }: PeopleFilter, today: string) {
  let query = db.selectFrom('people as p')
  for (const word of fold(q).split(' ').filter(Boolean).slice(0, 8)) query = query.where(isFoundBy(word))
  if (kind) query = query.where('p.kind', '=', kind)
  if (role) query = query.where((e) => e.exists(e.selectFrom('person_roles as r').select('r.role').whereRef('r.person_id', '=', 'p.id').where('r.role', '=', role)))
  if (filter.class) {
    query = query.where((e) => e.exists(e.selectFrom('class_people as m').select('m.class_id').whereRef('m.person_id', '=', 'p.id').where('m.class_id', '=', filter.class)))
  }
  if (here === 'left') query = query.where('p.last_day', '<', today)
  if (here === '') query = query.where(notLeft(today, 'p'))
  return query
}

/** By a part of the name or the address, or by the whole of a badge's code. */
function isFoundBy(word: string) {
  const pattern = likePattern(word)
  return sql<boolean>`(p.search_name like ${pattern} escape '\\' or p.email like ${pattern} escape '\\'
    or exists (select 1 from tags t where t.person_id = p.id and t.text = ${word.toUpperCase()}))`
}
