import { Kysely, PostgresDialect } from 'kysely'
import { openSqlite, sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

export function openFile(file: string): Db {
  return new Kysely<Tables>({ dialect: sqliteDialect(openSqlite(file)) })
}

/** PostgreSQL's driver is loaded only where a school keeps its data there. */
export async function openPostgres(url: string): Promise<Db> {
  const { default: pg } = await import('pg')
  // Counts come back as text unless told otherwise; none here passes 2^53.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // An idle connection that the server drops is replaced at the next query; unheard, it would end the process.
  pool.on('error', () => undefined)
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
