import { CompiledQuery } from 'kysely'
import { isSqlite } from '../../src/database/act.ts'
import type { Db } from '../../src/database/open.ts'
import type { Row, Tables } from '../../src/database/tables.ts'

/** SQLite takes 32,766 values in one statement, PostgreSQL 65,535. */
const MOST_VALUES = 32_000

/**
 * Inserts rows of one shape, a hundred at a time and in their order, with every trigger and index at work.
 * The statement is written once a size, because building a million of them would take longer than running them.
 */
export async function insertRows<T extends keyof Tables>(db: Db, table: T, rows: Row<T>[]): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.keys(rows[0]!) as (keyof Row<T> & string)[]
  const size = Math.min(100, Math.floor(MOST_VALUES / columns.length))
  const whole = statement(db, table, columns, size)
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.slice(start, start + size)
    const text = part.length === size ? whole : statement(db, table, columns, part.length)
    const values: unknown[] = []
    for (const row of part) for (const column of columns) values.push(row[column])
    await db.executeQuery(CompiledQuery.raw(text, values))
  }
}

function statement(db: Db, table: string, columns: string[], rows: number): string {
  const mark = isSqlite(db) ? () => '?' : (index: number) => `$${index + 1}`
  const tuples = Array.from({ length: rows }, (_, row) =>
    `(${columns.map((_column, i) => mark(row * columns.length + i)).join(', ')})`)
  const names = columns.map((column) => `"${column}"`).join(', ')
  return `insert into "${table}" (${names}) values ${tuples.join(', ')}`
}
