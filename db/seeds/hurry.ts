import { sql } from 'kysely'
import { isSqlite } from '../../src/database/act.ts'
import type { Db } from '../../src/database/open.ts'

/** The triggers that refuse overlapping loans look things up in these while the rows are written. */
const NEEDED = ['one_open_loan', 'loans_of_device_by_return']

/**
 * Makes SQLite quick at the price of safety while a new file is filled: no fsyncs, and the long tables' indexes are
 * built at the end. Returns what puts everything back as the server has it. PostgreSQL stays as it is.
 */
export async function hurry(db: Db): Promise<() => Promise<void>> {
  if (!isSqlite(db)) return () => Promise.resolve()
  await set(db, { journal_mode: 'memory', synchronous: 'off', foreign_keys: 'off', cache_size: '-200000' })
  const indexes = await droppable(db)
  await run(db, ...indexes.map(({ name }) => `drop index ${name}`))
  return async () => {
    await run(db, ...indexes.map((index) => index.sql))
    await refuseDangling(db)
    await set(db, { journal_mode: 'wal', synchronous: 'full', foreign_keys: 'on', cache_size: '-2000' })
  }
}

async function droppable(db: Db): Promise<{ name: string, sql: string }[]> {
  const { rows } = await sql<{ name: string, sql: string }>`select name, sql from sqlite_master
    where type = 'index' and sql is not null and tbl_name in ('loans', 'sightings', 'events')`.execute(db)
  return rows.filter(({ name }) => !NEEDED.includes(name))
}

async function refuseDangling(db: Db): Promise<void> {
  const { rows } = await sql`pragma foreign_key_check`.execute(db)
  if (rows.length > 0) throw new Error(`${rows.length} rows refer to something that is not there`)
}

function set(db: Db, pragmas: Record<string, string>): Promise<void> {
  return run(db, ...Object.entries(pragmas).map(([name, value]) => `pragma ${name} = ${value}`))
}

async function run(db: Db, ...statements: string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
