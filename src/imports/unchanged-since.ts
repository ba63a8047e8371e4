import type { Db } from '../database/open.ts'

const PART = 500

/** Whether any of these rows is not there any more as it was. */
export async function changedSince(
  db: Db, { table, rows }: { table: 'devices' | 'people'; rows: Map<string, object> },
): Promise<boolean> {
  const ids = [...rows.keys()]
  for (let from = 0; from < ids.length; from += PART) {
    const part = ids.slice(from, from + PART)
    const now = await db.selectFrom(table).selectAll().where('id', 'in', part).execute()
    if (now.length < part.length || now.some((row) => !isSameRow(row, rows.get(row.id)!))) return true
  }
  return false
}

export function isSameRow(a: object, b: object): boolean {
  const keys = Object.keys(a) as (keyof typeof a)[]
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}
