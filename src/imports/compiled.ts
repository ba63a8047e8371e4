import type { CompiledQuery, Insertable } from 'kysely'
import type { Db } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

/** Rows to a statement: below the 32,766 places that SQLite has for values, with the widest table's columns. */
const AT_ONCE = 500

/** Statements that insert these rows, compiled but not run. */
export function inserting<T extends keyof Tables>(db: Db, table: T, rows: readonly Tables[T][]): CompiledQuery[] {
  return parts(rows).map((part) => db.insertInto(table).values(part as unknown as Insertable<Tables[T]>[]).compile())
}

/** Statements that insert these rows, or change those there are: all columns but the key, unless some are named. */
export function upserting<T extends keyof Tables>(
  db: Db, table: T, rows: readonly Tables[T][], key: keyof Tables[T] & string, columns?: (keyof Tables[T] & string)[],
): CompiledQuery[] {
  const changed = columns ?? Object.keys(rows[0] ?? {}).filter((column) => column !== key)
  return parts(rows).map((part) => db.insertInto(table).values(part as unknown as Insertable<Tables[T]>[])
    .onConflict((c) => c.column(key as never).doUpdateSet((e) =>
      Object.fromEntries(changed.map((column) => [column, e.ref(`excluded.${column}` as never)])) as never))
    .compile())
}

function parts<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, i) => rows.slice(i * AT_ONCE, (i + 1) * AT_ONCE))
}
