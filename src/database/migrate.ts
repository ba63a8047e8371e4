import { readdir } from 'node:fs/promises'
import { type Kysely, type Migration, Migrator } from 'kysely'
import type { Db } from './open.ts'

const folder = new URL('../../db/migrations/', import.meta.url)

type Migrations = () => Promise<Record<string, Migration>>

/** Brings a school's database to the newest schema, or to `upTo`; throws, with nothing changed, when a migration fails. */
export async function migrate(db: Db, upTo?: string, from: Migrations = readMigrations): Promise<string[]> {
  const migrator = migratorOf(db, from)
  const { error, results = [] } = await (upTo ? migrator.migrateTo(upTo) : migrator.migrateToLatest())
  if (error) throw error
  return results.map((result) => result.migrationName)
}

/** Is this a database in use whose schema is about to change? */
export async function isMigrationDue(db: Db): Promise<boolean> {
  const migrations = await migratorOf(db, readMigrations).getMigrations()
  return migrations.some((migration) => migration.executedAt) && migrations.some((migration) => !migration.executedAt)
}

export async function knownMigrations(): Promise<string[]> {
  return Object.keys(await readMigrations()).toSorted()
}

/** The last migration by which this database was made. */
export async function lastMigration(db: Db): Promise<string> {
  const made = (await migratorOf(db, readMigrations).getMigrations()).filter((migration) => migration.executedAt)
  return made.at(-1)!.name
}

function migratorOf(db: Db, getMigrations: Migrations): Migrator {
  return new Migrator({ db, provider: { getMigrations } })
}

/** Each is loaded only when it runs: on most days none does. */
async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'))
  return Object.fromEntries(files.map((name) => [name.replace(/\.(ts|js)$/, ''), { up: (db) => run(name, db) }]))
}

async function run(name: string, db: Kysely<unknown>): Promise<void> {
  const migration = await import(new URL(name, folder).href) as Migration
  await migration.up(db)
}
