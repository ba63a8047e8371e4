import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../database/open.ts'
import type { Part } from './parts.ts'
import { NotBroughtIn } from './unzip.ts'

export type Values = Record<string, string | number | Buffer | null>

const AT_ONCE = 500

/** A table's rows in the order of its key, a part at a time, without what is secret. */
export async function* pagesOf(db: Db, { table, key, secret = [] }: Part): AsyncGenerator<Values[]> {
  const keys = sql.join(key.map((column) => sql.ref(column)))
  let after = sql``
  for (;;) {
    const { rows } = await sql<Values>`select * from ${sql.table(table)} ${after} order by ${keys} limit ${sql.lit(AT_ONCE)}`.execute(db)
    if (rows.length === 0) return
    const last = rows.at(-1)!
    after = sql`where (${keys}) > (${sql.join(key.map((column) => last[column]))})`
    for (const row of rows) for (const column of secret) delete row[column]
    yield rows
    if (rows.length < AT_ONCE) return
  }
}

export async function countOf(db: Db, { table }: Part): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(db)
  return Number(rows[0]!.rows)
}

/** A row as JSON; bytes are base64. */
export function jsonOf(row: Values): string {
  return JSON.stringify(row, (_column, value: unknown) => (isBytes(value) ? Buffer.from(value.data).toString('base64') : value))
}

/** What a Buffer has become before a replacer sees it. */
function isBytes(value: unknown): value is { type: 'Buffer', data: number[] } {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer'
}

const SIMPLE = z.record(z.string().regex(/^[a-z_]{1,40}$/), z.union([z.string(), z.number(), z.null()]))

/** The row that `jsonOf` has written; a column that is not to be there is left to the database to refuse. Throws NotBroughtIn. */
export function rowOf(json: unknown, { table, secret = [], binary = [] }: Part): Values {
  const parsed = SIMPLE.safeParse(json)
  if (!parsed.success) throw new NotBroughtIn(`a row of ${table} is no row`)
  const row: Values = parsed.data
  for (const column of secret) delete row[column]
  for (const column of binary) if (typeof row[column] === 'string') row[column] = Buffer.from(row[column], 'base64')
  return row
}
