import { sql } from 'kysely'
import { isSqlite } from './act.ts'
import type { Db } from './open.ts'

/**
 * Runs something inside the caller's transaction while the database's own refusals sleep: for a whole school that is brought
 * in row by row, where "a decision is never changed" would refuse a decision that was made long ago.
 */
export async function withoutTriggers<T>(db: Db, tables: readonly string[], run: () => Promise<T>): Promise<T> {
  return isSqlite(db) ? withoutThemInSqlite(db, tables, run) : withoutThemInPostgres(db, tables, run)
}

async function withoutThemInSqlite<T>(db: Db, tables: readonly string[], run: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ name: string, sql: string }>`select name, sql from sqlite_master where type = 'trigger'
    and tbl_name in (${sql.join(tables)}) order by rowid`.execute(db)
  for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(db)
  const result = await run()
  for (const trigger of rows) await sql.raw(trigger.sql).execute(db)
  return result
}

async function withoutThemInPostgres<T>(db: Db, tables: readonly string[], run: () => Promise<T>): Promise<T> {
  for (const table of tables) await sql`alter table ${sql.table(table)} disable trigger user`.execute(db)
  const result = await run()
  for (const table of tables) await sql`alter table ${sql.table(table)} enable trigger user`.execute(db)
  return result
}
