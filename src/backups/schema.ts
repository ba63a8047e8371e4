import type Sqlite from 'better-sqlite3'
import { Kysely } from 'kysely'
import { knownMigrations, migrate } from '../database/migrate.ts'
import { openSqlite, sqliteDialect } from '../database/sqlite.ts'
import type { Tables } from '../database/tables.ts'

type Schema = Map<string, string>

/**
 * Has this database the tables, indexes and triggers that its version of Kitbook makes, and no others? A trigger
 * slipped into a backup would act with every right once it is restored.
 */
export async function doubtAboutSchema(database: Sqlite.Database): Promise<string | null> {
  const made = database.prepare<[], string>('select name from kysely_migration order by name').pluck().all()
  const known = await knownMigrations()
  const last = made.at(-1)
  if (!last) return 'nothing was ever kept in it'
  if (made.some((name) => !known.includes(name))) return 'it was made by a newer Kitbook: update this one first'
  return differenceBetween(readSchema(database), await schemaAfter(last))
}

function differenceBetween(found: Schema, expected: Schema): string | null {
  const strange = [...found.keys()].find((part) => found.get(part) !== expected.get(part))
  if (strange) return `something other than Kitbook has changed how it is built (${strange})`
  const lacking = [...expected.keys()].find((part) => !found.has(part))
  return lacking ? `it lacks a part of Kitbook (${lacking})` : null
}

/** Spacing and quoting are SQLite's own affair and may differ between its versions, as may Kysely's own two tables. */
function readSchema(database: Sqlite.Database): Schema {
  const parts = database.prepare<[], { type: string, name: string, sql: string }>(
    `select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite~_%' escape '~'
      and not (type = 'table' and name in ('kysely_migration', 'kysely_migration_lock'))`).all()
  return new Map(parts.map(({ type, name, sql }) => [`${type} ${name}`, sql.toLowerCase().replaceAll(/[\s"]/g, '')]))
}

async function schemaAfter(migration: string): Promise<Schema> {
  const connection = openSqlite(':memory:')
  const db = new Kysely<Tables>({ dialect: sqliteDialect(connection) })
  try {
    await migrate(db, migration)
    return readSchema(connection)
  } finally {
    await db.destroy()
  }
}
