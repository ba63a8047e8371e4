import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { PARTS, type Part } from '../school-file/parts.ts'
import type { Values } from '../school-file/rows.ts'

/** What one part of the record holds about somebody. */
export type Held = { table: string, holds: string, rows: Values[] }

/** Stands where a row names another adult, who is nobody's business here. */
export const SOMEBODY_ELSE = 'somebody else'

/** Everything that the record holds about one person, part by part; parts without anything are left out. */
export async function gather(db: Db, personId: string): Promise<Held[]> {
  const held: Held[] = []
  for (const part of PARTS) {
    if (!part.people) continue
    const keys = sql.join(part.key.map((column) => sql.ref(column)))
    const { rows } = await sql<Values>`select * from ${sql.table(part.table)} where ${isAbout(part, personId)} order by ${keys}`.execute(db)
    if (rows.length > 0) held.push({ table: part.table, holds: part.holds, rows: rows.map((row) => aboutThemAlone(row, part, personId)) })
  }
  return held
}

function isAbout({ table, people = [] }: Part, personId: string): RawBuilder<unknown> {
  const named = people.map((column) => sql`${sql.ref(column)} = ${personId}`)
  const told = table === 'events' ? [sql`subject_id = ${personId}`, sql`data like ${`%${personId}%`}`] : []
  return sql.join([...named, ...told], sql` or `)
}

function aboutThemAlone(row: Values, { people = [], secret = [], binary = [] }: Part, personId: string): Values {
  const shown = Object.entries(row).filter(([column]) => !secret.includes(column) && !binary.includes(column))
  return Object.fromEntries(shown.map(([column, value]) =>
    [column, people.includes(column) && value !== null && value !== personId ? SOMEBODY_ELSE : value]))
}
