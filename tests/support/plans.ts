import { Kysely } from 'kysely'
import { onTestFinished } from 'vitest'
import { migrate } from '../../src/database/migrate.ts'
import type { Db } from '../../src/database/open.ts'
import { openSqlite, sqliteDialect } from '../../src/database/sqlite.ts'
import { insertDefaultTypes } from '../../src/device-types/defaults.ts'

export type Plan = { query: string, details: string[] }

/** A fresh school on SQLite, and how SQLite says that it answers each query which some reading makes. */
export async function watchedDatabase() {
  const asked: string[] = []
  const connection = openSqlite(':memory:', { verbose: (text) => asked.push(String(text)) })
  const db: Db = new Kysely({ dialect: sqliteDialect(connection) })
  onTestFinished(() => db.destroy())
  await migrate(db)
  await insertDefaultTypes(db)
  const plansOf = async (read: () => Promise<unknown>): Promise<Plan[]> => {
    asked.length = 0
    await read()
    const queries = asked.filter((text) => /^\s*(select|with)\b/.test(text))
    return queries.map((query) => ({ query, details: explain(query) }))
  }
  const explain = (query: string) =>
    connection.prepare<[], { detail: string }>(`explain query plan ${query}`).all().map(({ detail }) => detail)
  return { db, plansOf }
}
