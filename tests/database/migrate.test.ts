import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { isMigrationDue, knownMigrations, migrate } from '../../src/database/migrate.ts'
import type { Db } from '../../src/database/open.ts'
import { freshDatabase } from '../support/database.ts'

/** Every migration there is, as if done already, and two to come of which the second fails half-way. */
async function withAFailingOne() {
  const done = (await knownMigrations()).map((name) => [name, { up: async () => undefined }] as const)
  return {
    ...Object.fromEntries(done),
    '9998-01-01_good': { up: (db: Db) => db.schema.createTable('tomorrow').addColumn('id', 'text').execute() },
    '9999-01-01_bad': {
      up: async (db: Db) => {
        await db.schema.createTable('the_day_after').addColumn('id', 'text').execute()
        await sql`delete from settings`.execute(db)
        throw new Error('half-way')
      },
    },
  }
}

it('a migration that fails leaves everything as it was, the one before it in the same go too', async () => {
  const db = await freshDatabase()
  await db.insertInto('settings').values({ key: 'school_name', value: '"Larkfield"' }).execute()
  const before = (await db.introspection.getTables()).map((table) => table.name)
  await expect(migrate(db, undefined, withAFailingOne)).rejects.toThrow('half-way')
  expect((await db.introspection.getTables()).map((table) => table.name)).toEqual(before)
  expect(await db.selectFrom('settings').select('key').execute()).toEqual([{ key: 'school_name' }])
  expect(await migrate(db)).toEqual([])
})

it('a database that is up to date, or new, has no migration due', async () => {
  expect(await isMigrationDue(await freshDatabase())).toBe(false)
})
