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
  const db = await openPostgres(own.href)
  await migrate(db)
  await db.destroy()
  await keepWhatMigrationsMade(own.href)
  project.provide('template', name)
  return async () => {
    const left = await query(url, `select datname from pg_database where datname like '${name}%'`)
    for (const { datname } of left) await query(url, `drop database ${datname} with (force)`)
  }
}

/** Copies the rows that there are from the start into a schema beside, from which a used database gets them again. */
async function keepWhatMigrationsMade(url: string): Promise<void> {
  await query(url, `do $$ declare name text; filled boolean; begin
    create schema migrated;
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely_migration%' loop
      execute format('select exists (select 1 from public.%I)', name) into filled;
      if filled then execute format('create table migrated.%I as table public.%I', name, name); end if;
    end loop;
  end $$`)
}

async function query(url: string, text: string): Promise<{ datname: string }[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ datname: string }>(text).finally(() => client.end())
  return rows
}
