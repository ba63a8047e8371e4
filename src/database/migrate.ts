import { readdir } from 'node:fs/promises'
import { type Migration, Migrator } from 'kysely'
import type { Db } from './open.ts'

const folder = new URL('../../db/migrations/', import.meta.url)

/** Brings a school's database to the newest schema; throws, with nothing changed, when a migration fails. */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw error
  return results.map((result) => result.migrationName)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'))
  const named = files.map(async (name) =>
    [name.replace(/\.(ts|js)$/, ''), await import(new URL(name, folder).href)] as const)
  return Object.fromEntries(await Promise.all(named))
}
