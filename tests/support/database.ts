import { randomBytes } from 'node:crypto'
import { Kysely } from 'kysely'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { migrate } from '../../src/database/migrate.ts'
import { type Db, openPostgres } from '../../src/database/open.ts'
import { openSqlite, sqliteDialect } from '../../src/database/sqlite.ts'

const postgres = process.env['TEST_POSTGRES_URL']

/** A fresh, empty, migrated database for one test: SQLite in memory, or an emptied PostgreSQL database in CI. */
export async function freshDatabase(): Promise<Db> {
  return postgres ? freshPostgres(postgres) : freshSqlite()
}

let migrated: Promise<Buffer> | undefined

/** Migrated once for each worker, and copied for each test. */
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

type Copy = { name: string, url: string }

/** A file's databases that no test has just now. To copy the template takes a second or two, to empty one a tenth. */
const spare: Copy[] = []

async function freshPostgres(url: string): Promise<Db> {
  const copy = spare.pop() ?? await copyTemplate(url)
  const db = await openPostgres(copy.url)
  onTestFinished(async () => {
    await db.destroy()
    await connected(copy.url, empty)
    spare.push(copy)
  })
  return db
}

/** Databases that were emptied often grow slow: the next file begins with new ones. */
export async function dropSpareDatabases(): Promise<void> {
  if (!postgres) return
  await connected(postgres, async (admin) => {
    for (const { name } of spare.splice(0)) await admin.query(`drop database ${name}`)
  })
}

async function copyTemplate(url: string): Promise<Copy> {
  const name = `${inject('template')}_${randomBytes(6).toString('hex')}`
  await connected(url, (admin) => admin.query(`create database ${name} template ${inject('template')}`))
  const own = new URL(url)
  own.pathname = `/${name}`
  return { name, url: own.href }
}

/**
 * Leaves the rows that the migrations made, and no others. A superuser can keep the triggers quiet meanwhile;
 * `truncate` would take ten times as long, since it makes every file anew.
 */
async function empty(database: pg.Client): Promise<void> {
  const { rows } = await database.query<{ act: string }>(`select case schemaname
      when 'public' then format('delete from public.%I', tablename)
      else format('insert into public.%I select * from migrated.%I', tablename, tablename) end as act
    from pg_tables where schemaname = 'migrated' or (schemaname = 'public' and tablename not like 'kysely_migration%')
    order by schemaname desc`)
  await database.query(['set session_replication_role = replica', ...rows.map(({ act }) => act)].join(';'))
}

async function connected(url: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await run(client).finally(() => client.end())
}
