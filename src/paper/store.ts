import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import type { PersonKind } from '../database/tables.ts'
import { listClassCards } from '../desk/store.ts'
import { notLeft } from '../people/here.ts'
import { tagText } from '../tags/scan.ts'
import { fold } from '../text/fold.ts'

/** Whoever a line names, with the class and purpose of the class card if it was one. */
export type Named = {
  id: string, name: string, kind: PersonKind, first_day: string | null, last_day: string | null
  class_id: string | null, purpose: string | null
}

/** Adults by badge, class card or their whole name; a name that two people have is nobody's. Keyed by what was typed. */
export async function findPeople(db: Db, typed: string[]): Promise<Map<string, Named>> {
  if (typed.length === 0) return new Map()
  const columns = ['p.id', 'p.name', 'p.kind', 'p.first_day', 'p.last_day'] as const
  const tags = await db.selectFrom('tags as g').leftJoin('class_cards as k', 'k.id', 'g.class_card_id')
    .innerJoin('people as p', (join) => join.on((e) => e.or([e('p.id', '=', e.ref('g.person_id')), e('p.id', '=', e.ref('k.answers_id'))])))
    .select(['g.text', 'k.class_id', 'k.purpose', ...columns]).where('g.text', 'in', typed.map(tagText)).execute()
  const names = await db.selectFrom('people as p').select(['p.search_name', ...columns]).where('p.search_name', 'in', typed.map(fold)).execute()
  return new Map(typed.flatMap((text) => {
    const tag = tags.find((row) => row.text === tagText(text))
    const called = names.filter((row) => row.search_name === fold(text)).map((row) => ({ ...row, class_id: null, purpose: null }))
    const found = tag ?? (called.length === 1 ? called[0] : undefined)
    return found ? [[text, found] as const] : []
  }))
}

/** What adults usually take devices for: the class and purpose of the first class card they answer for, by their id. */
export async function listUsual(db: Db, personIds: string[], today: string): Promise<Map<string, { class_id: string, purpose: string }>> {
  if (personIds.length === 0) return new Map()
  const cards = (await listClassCards(db, today)).filter(({ answers_id }) => personIds.includes(answers_id))
  return new Map(cards.toReversed().map(({ answers_id, class_id, purpose }) => [answers_id, { class_id, purpose }]))
}

/** Those of the classes that are there. */
export async function listClassIds(db: Db, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  return new Set((await db.selectFrom('classes').select('id').where('id', 'in', ids).execute()).map(({ id }) => id))
}

export type Wanted = { n: number, device_id: string, taken_at: string, returned_at: string | null }

/** For each wanted span the loan that already stands in it, with who had it. */
export async function listInTheWay(db: Db, wanted: Wanted[]) {
  if (wanted.length === 0) return []
  const rows = wanted.map((one) => sql`(cast(${one.n} as integer), cast(${one.device_id} as text), cast(${one.taken_at} as text), cast(${one.returned_at ?? '9999'} as text))`)
  const { rows: found } = await sql<{ n: number, borrower: string, taken_at: string, returned_at: string | null }>`
    with wanted(n, device_id, from_at, until_at) as (values ${sql.join(rows)})
    select w.n, p.name as borrower, l.taken_at, l.returned_at from wanted w
    join loans l on l.device_id = w.device_id and l.voided_at is null and l.taken_at < w.until_at
      and (l.returned_at is null or l.returned_at > w.from_at)
    join people p on p.id = l.borrower_id order by w.n, l.taken_at`.execute(db)
  return found
}

export function listPeopleHere(db: Db, today: string) {
  return db.selectFrom('people').select(['id', 'name']).where(notLeft(today))
    .orderBy('sort_name').limit(500).execute()
}
