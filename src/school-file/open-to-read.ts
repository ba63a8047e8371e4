import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { type Db, openPostgres } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

/** Where a school's record is, for a thread that reads it by itself. */
export type Whereabouts = { file: string } | { url: string }

/** Where the record of a school is that is open already. */
export async function whereIs(db: Db, url: string | undefined): Promise<Whereabouts> {
  return url ? { url } : { file: await fileOf(db) }
}

/** The file of an open SQLite database; empty when it is in memory. */
export async function fileOf(db: Db): Promise<string> {
  const { rows } = await sql<{ file: string }>`select file from pragma_database_list where name = 'main'`.execute(db)
  return rows[0]!.file
}

export async function openToRead(from: Whereabouts): Promise<Db> {
  if ('url' in from) return openPostgres(from.url)
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Sqlite(from.file, { readonly: true, fileMustExist: true }) }) })
}
