import { randomBytes } from 'node:crypto'
import { Kysely } from 'kysely'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { migrate } from '../../src/database/migrate.ts'
import { type Db, openPostgres } from '../../src/database/open.ts'
import { openSqlite, sqliteDialect } from '../../src/database/sqlite.ts'

const postgres = process.env['TEST_POSTGRES_URL']

/** A fresh, empty, migrated database for one test: SQLite in memory, or a new PostgreSQL database in CI. */
export async function freshDatabase(): Promise<Db> {
  return postgres ? freshPostgres(postgres) : freshSqlite()
}

let migrated: Promise<Buffer> | undefined

/** Migrated once for each file of tests, and copied for each test. */
async function freshSqlite(): Promise<Db> {
  migrated ??= migratedImage()
  // better-sqlite3 takes the bytes of a database in the place of a file's name.
  const connection = openSqlite(await migrated as unknown as string)
  const db: Db = new Kysely({ dialect: sqliteDialect(connection) })
  onTestFinished(() => db.destroy())
  return db
}

async function migratedImage(): Promise<Buffer> {
  const connection = openSqlite(':memory:')
  const db: Db = new Kysely({ dialect: sqliteDialect(connection) })
  await migrate(db)
  const image = connection.serialize()
  await db.destroy()
  return image
}

async function freshPostgres(url: string): Promise<Db> {
  const name = `kitbook_test_${randomBytes(6).toString('hex')}`
  await withAdmin(url, (admin) => admin.query(`create database ${name} template ${inject('template')}`))
  const own = new URL(url)
  own.pathname = `/${name}`
  const db = openPostgres(own.href)
  onTestFinished(async () => {
    await db.destroy()
    await withAdmin(url, (admin) => admin.query(`drop database ${name}`))
  })
  return db
}

async function withAdmin(url: string, run: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await run(admin).finally(() => admin.end())
}
