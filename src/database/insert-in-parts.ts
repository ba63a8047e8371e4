import type { Insertable } from 'kysely'
import type { Db } from './open.ts'
import type { Tables } from './tables.ts'

const AT_ONCE = 100

/** Many rows, a hundred at a time: both databases take so many values in a statement. */
export async function insertInParts<T extends keyof Tables>(db: Db, table: T, rows: Insertable<Tables[T]>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    await db.insertInto(table).values(rows.slice(start, start + AT_ONCE)).execute()
  }
}
