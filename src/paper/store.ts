import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { notLeft } from '../people/here.ts'
import { tagText } from '../tags/scan.ts'
import { fold } from '../text/fold.ts'

/** Adults by badge or by their whole name; a name that two people have is nobody's. Keyed by what was typed. */
export async function findPeople(db: Db, typed: string[]): Promise<Map<string, { id: string, last_day: string | null }>> {
  if (typed.length === 0) return new Map()
  const badges = await db.selectFrom('tags as g').innerJoin('people as p', 'p.id', 'g.person_id')
    .select(['g.text', 'p.id', 'p.last_day']).where('g.text', 'in', typed.map(tagText)).execute()
  const names = await db.selectFrom('people').select(['search_name', 'id', 'last_day']).where('search_name', 'in', typed.map(fold)).execute()
  return new Map(typed.flatMap((text) => {
    const [badge] = badges.filter((row) => row.text === tagText(text))
    const called = names.filter((row) => row.search_name === fold(text))
    const found = badge ?? (called.length === 1 ? called[0] : undefined)
    return found ? [[text, { id: found.id, last_day: found.last_day }] as const] : []
  }))
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
