import Sqlite from 'better-sqlite3'
import { doubtAboutSchema } from './schema.ts'
import { headerOf, SQLITE_HEADER } from './files.ts'

/** `problem`: not to be used at all. `doubt`: whole, but not made as Kitbook makes it. */
export type Verdict = { problem: string | null, doubt: string | null, rows: number }

/** Looks at a file that may come from anywhere: is it a Kitbook database, and whole? Read-only, trusting nothing in it. */
export async function examine(file: string): Promise<Verdict> {
  const header = await headerOf(file)
  if (header === null) return refuse('there is no such file')
  if (header !== SQLITE_HEADER) return refuse('it is not a Kitbook backup')
  try {
    return await examineInside(file)
  } catch (error) {
    return refuse(`it is damaged, or not a Kitbook backup (${(error as Error).message})`)
  }
}

async function examineInside(file: string): Promise<Verdict> {
  const database = new Sqlite(file, { readonly: true })
  try {
    database.pragma('trusted_schema = off')
    database.pragma('cell_size_check = on')
    if (!tablesOf(database).includes('kysely_migration')) return refuse('it is not a Kitbook backup')
    const doubt = await doubtAboutSchema(database)
    const problem = problemOfContent(database)
    return problem ? refuse(problem) : { problem: null, doubt, rows: countRows(database) }
  } finally {
    database.close()
  }
}

/** Rows of all tables together. */
export function countRows(database: Sqlite.Database): number {
  const count = (name: string) =>
    database.prepare<[], number>(`select count(*) from "${name.replaceAll('"', '""')}"`).pluck().get() ?? 0
  return tablesOf(database).reduce((total, name) => total + count(name), 0)
}

function tablesOf(database: Sqlite.Database): string[] {
  return database.prepare<[], string>(
    `select name from sqlite_schema where type = 'table' and name not like 'sqlite~_%' escape '~'`).pluck().all()
}

function problemOfContent(database: Sqlite.Database): string | null {
  const integrity = database.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') return `it is damaged (${String(integrity)})`
  const orphans = database.pragma('foreign_key_check') as unknown[]
  return orphans.length > 0 ? `it is damaged (${orphans.length} rows point nowhere)` : null
}

function refuse(problem: string): Verdict {
  return { problem, doubt: null, rows: 0 }
}
