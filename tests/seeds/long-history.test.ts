import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { refuseIfInUse } from '../../db/seeds/found.ts'
import { buildLongHistory } from '../../db/seeds/long-history.ts'
import { isSqlite } from '../../src/database/act.ts'
import type { Db } from '../../src/database/open.ts'
import { freshDatabase } from '../support/database.ts'
import {
  count, expectBorrowersMay, expectNoDeviceTwice, expectNothingAhead, expectNothingOnClosedDays,
} from './promises.ts'

const NOW = new Date('2026-11-24T11:00:00.000Z')
const SLOW = 60_000

const sizes = [[60, 5000], [500, 1000], [3, 40], [1, 1]] as const

test.each(sizes)('%i devices and %i loans are exactly so many', async (devices, loans) => {
  const db = await freshDatabase()
  await buildLongHistory(db, { now: NOW, devices, loans })
  expect(await count(db, 'devices')).toBe(devices)
  expect(await count(db, 'loans')).toBe(loans)
  await expectNoDeviceTwice(db)
  await expectNothingAhead(db, NOW)
  await expectNothingOnClosedDays(db)
  await expectBorrowersMay(db)
}, SLOW)

test('how much is out now does not depend on the length of the history', async () => {
  const out = [1000, 4000].map(async (loans) => {
    const db = await freshDatabase()
    await buildLongHistory(db, { now: NOW, devices: 200, loans })
    const open = db.selectFrom('loans').select('due_at').where('returned_at', 'is', null).where('voided_at', 'is', null)
    const dues = (await open.execute()).map(({ due_at }) => due_at)
    return [dues.length, dues.filter((due) => due < NOW.toISOString()).length]
  })
  expect(await Promise.all(out)).toEqual([[20, 10], [20, 10]])
}, SLOW)

test('progress is told in the order of the loans', async () => {
  const db = await freshDatabase()
  const told: number[] = []
  await buildLongHistory(db, { now: NOW, devices: 60, loans: 6000, progress: (done) => told.push(done) })
  expect(told.length).toBeGreaterThan(1)
  expect(told.toSorted((a, b) => a - b)).toEqual(told)
  expect(told.at(-1)).toBe(6000 - 6)
}, SLOW)

test('the database is left as the server wants it: every index, foreign keys and full synchronising', async () => {
  const [plain, filled] = [await freshDatabase(), await freshDatabase()]
  await buildLongHistory(filled, { now: NOW, devices: 30, loans: 100 })
  expect(await indexesOf(filled)).toEqual(await indexesOf(plain))
  if (!isSqlite(filled)) return
  const names = ['synchronous', 'foreign_keys']
  const pragmas = await Promise.all(names.map((name) => sql.raw(`pragma ${name}`).execute(filled)))
  expect(pragmas.map(({ rows }) => rows[0])).toEqual([{ synchronous: 2 }, { foreign_keys: 1 }])
})

test('a school with people in it is not filled with invented ones', async () => {
  const db = await freshDatabase()
  await expect(refuseIfInUse(db)).resolves.toBeUndefined()
  await buildLongHistory(db, { now: NOW, devices: 1, loans: 1 })
  await expect(refuseIfInUse(db)).rejects.toThrow('has people already')
})

async function indexesOf(db: Db): Promise<unknown[]> {
  const names = isSqlite(db)
    ? sql`select name, sql from sqlite_master where type = 'index' order by name`
    : sql`select indexname, indexdef from pg_indexes where schemaname = 'public' order by indexname`
  return (await names.execute(db)).rows
}
