import { closeSync, openSync, writeSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { settle } from '../backups/files.ts'
import { isSqlite } from '../database/act.ts'
import { type Db, openPostgres } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { writeSchoolFile } from './write.ts'

/** Where the record is, and where its file goes; `now` is UTC ISO. */
export type Order = { from: { file: string } | { url: string }, to: string, now: string }

/** Makes a school's file while it is in use, from one moment of it; a file that is half made never bears the name. For `runBeside`. */
export async function work({ from, to, now }: Order, report: (done: number) => void): Promise<{ rows: number }> {
  const half = `${to}.making`
  const db = await openToRead(from)
  const handle = openSync(half, 'w', 0o600)
  try {
    const manifest = await inOneMoment(db, (db) => writeSchoolFile(db, { out: (bytes) => writeSync(handle, bytes), report }, new Date(now)))
    closeSync(handle)
    await settle(half)
    await rename(half, to)
    return { rows: manifest.parts.reduce((sum, { rows }) => sum + rows, 0) }
  } finally {
    await db.destroy()
    await rm(half, { force: true })
  }
}

async function openToRead(from: Order['from']): Promise<Db> {
  if ('url' in from) return openPostgres(from.url)
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Sqlite(from.file, { readonly: true, fileMustExist: true }) }) })
}

/** Neither database lets a reader's transaction see what is written after it began to read. */
function inOneMoment<T>(db: Db, read: (db: Db) => Promise<T>): Promise<T> {
  return isSqlite(db) ? db.transaction().execute(read) : db.transaction().setIsolationLevel('repeatable read').execute(read)
}
