import { setImmediate } from 'node:timers/promises'
import type { Db } from '../database/open.ts'
import type { RowPlace } from './store.ts'
import { listRows } from './store.ts'
import type { StagedRow, What } from './rows.ts'

/** Every line of an import that writes something, a part at a time; others get a turn in between. */
export async function* rowsThatWrite(db: Db, id: string): AsyncGenerator<StagedRow[]> {
  let after: RowPlace | null = null
  for (;;) {
    const rows: StagedRow[] = await listRows(db, id, { status: null, after, limit: 1000 })
    if (rows.length === 0) return
    yield rows.filter(({ status }) => status === 'new' || status === 'changed')
    after = rows.at(-1)!
    await setImmediate()
  }
}

/** The fields of the lines about one kind of thing. */
export function fieldsOf<T>(rows: readonly StagedRow[], what: What): T[] {
  return rows.filter((row) => row.what === what).map(({ fields }) => JSON.parse(fields) as T)
}
