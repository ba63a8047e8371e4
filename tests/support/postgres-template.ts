import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/database/migrate.ts'
import { openPostgres } from '../../src/database/open.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated, empty PostgreSQL database that every test copies. */
    template: string
  }
}

/** Migrates one database before the tests, and takes it away after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['TEST_POSTGRES_URL']!
  const name = `kitbook_template_${randomBytes(6).toString('hex')}`
  await query(url, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const db = openPostgres(own.href)
  await migrate(db)
  await db.destroy()
  project.provide('template', name)
  return () => query(url, `drop database ${name}`)
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}
