import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { migrate } from '../../src/database/migrate.ts'
import { type Db, openFile, openPostgres } from '../../src/database/open.ts'

const postgres = process.env['TEST_POSTGRES_URL']

/** A fresh, empty, migrated database for one test: SQLite in memory, or a new PostgreSQL database in CI. */
export async function freshDatabase(): Promise<Db> {
  const db = postgres ? await freshPostgres(postgres) : openFile(':memory:')
  await migrate(db)
  if (!postgres) onTestFinished(() => db.destroy())
  return db
}

async function freshPostgres(url: string): Promise<Db> {
  const name = `kitbook_test_${randomBytes(6).toString('hex')}`
  await withAdmin(url, (admin) => admin.query(`create database ${name}`))
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
