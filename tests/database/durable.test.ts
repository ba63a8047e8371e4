import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RawBuilder, sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { act } from '../../src/database/act.ts'
import { migrate } from '../../src/database/migrate.ts'
import { type Db, openFile } from '../../src/database/open.ts'

async function schoolFile(): Promise<{ file: string, db: Db }> {
  const folder = mkdtempSync(join(tmpdir(), 'kitbook-durable-'))
  const file = join(folder, 'kitbook.db')
  const db = openFile(file)
  onTestFinished(async () => {
    await db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })
  await migrate(db)
  return { file, db }
}

async function valueOf(db: Db, pragma: RawBuilder<unknown>): Promise<unknown> {
  const { rows } = await pragma.execute(db)
  return Object.values(rows[0] as object)[0]
}

const write = (db: Db, key: string) => db.insertInto('settings').values({ key, value: '1' }).execute()

it.each([
  { what: 'is in WAL', pragma: sql`pragma journal_mode`, value: 'wal' },
  { what: 'fsyncs at every commit, after its first write too', pragma: sql`pragma synchronous`, value: 2 },
  { what: 'holds foreign keys', pragma: sql`pragma foreign_keys`, value: 1 },
  { what: 'waits for another writer', pragma: sql`pragma busy_timeout`, value: 5000 },
])('every connection $what', async ({ pragma, value }) => {
  const { file, db } = await schoolFile()
  const second = openFile(file)
  onTestFinished(() => second.destroy())
  for (const connection of [db, second]) {
    await write(connection, connection === db ? 'first' : 'second')
    expect(await valueOf(connection, pragma)).toBe(value)
  }
})

it('an act takes the write lock when it begins, so that it never fails half-way for want of it', async () => {
  const { file, db } = await schoolFile()
  const second = openFile(file)
  onTestFinished(() => second.destroy())
  await sql`pragma busy_timeout = 0`.execute(second)
  await act(db, async () => {
    await expect(act(second, async () => undefined)).rejects.toThrow('database is locked')
  })
})

it('an act that throws leaves nothing behind', async () => {
  const { db } = await schoolFile()
  await expect(act(db, async (db) => {
    await write(db, 'half')
    throw new Error('stop here')
  })).rejects.toThrow('stop here')
  expect(await db.selectFrom('settings').selectAll().execute()).toEqual([])
})
