import { expect, test } from 'vitest'
import { isSqlite } from '../../src/database/act.ts'
import { prepared, preparedFirst, Word } from '../../src/database/prepared.ts'
import type { Db } from '../../src/database/open.ts'
import { freshDatabase } from '../support/database.ts'

const insert = prepared((db: Db, rows: { key: string, value: string }[]) => db.insertInto('settings').values(rows))
const among = prepared((db: Db, keys: string[], before: string) =>
  db.selectFrom('settings').select('value').where('key', 'in', keys).where('value', '<', before).orderBy('value'))
const first = preparedFirst((db: Db, key: string) => db.selectFrom('settings').selectAll().where('key', '=', key))

test('a query is run with the values of each call, however many there are', async () => {
  const db = await freshDatabase()
  await insert(db, [{ key: 'a', value: '1' }, { key: 'b', value: '2' }])
  await insert(db, [{ key: 'c', value: '3' }])
  await insert(db, [{ key: 'd', value: '4' }])
  expect(await among(db, ['a', 'b', 'c', 'd'], '4')).toEqual([{ value: '1' }, { value: '2' }, { value: '3' }])
  expect(await among(db, ['b', 'c', 'd', 'a'], '2')).toEqual([{ value: '1' }])
  expect(await among(db, ['d'], '9')).toEqual([{ value: '4' }])
  expect(await first(db, 'c')).toEqual({ key: 'c', value: '3' })
  expect(await first(db, 'x')).toBeUndefined()
})

test('a query is put together once for each shape of its values, and looks at none of them', async () => {
  const db = await freshDatabase()
  const seen: unknown[] = []
  const query = prepared((db: Db, keys: string[]) => {
    seen.push(...keys)
    return db.selectFrom('settings').selectAll().where('key', 'in', keys)
  })
  for (const keys of [['secret'], ['other'], ['one', 'two'], ['three', 'four']]) await query(db, keys)
  expect([seen.length, seen.some((value) => typeof value === 'string')]).toEqual([3, false])
})

test('a Word and what is missing make another query, kept apart from what they are not', async () => {
  const db = await freshDatabase()
  await insert(db, [{ key: 'a', value: '2' }, { key: 'b', value: '1' }])
  const sorted = prepared((db: Db, by: Word<'key' | 'value'>, { from }: { from?: string | undefined }) => {
    const all = db.selectFrom('settings').select('key').orderBy(by.word)
    return from === undefined ? all : all.where(by.word, '>=', from)
  })
  const keys = async (by: 'key' | 'value', from?: string) => (await sorted(db, new Word(by), { from })).map(({ key }) => key)
  expect([await keys('key'), await keys('value'), await keys('key', 'b'), await keys('value', '2'), await keys('key')])
    .toEqual([['a', 'b'], ['b', 'a'], ['b'], ['a'], ['a', 'b']])
})

test('a list of none is not a list of one', async () => {
  const db = await freshDatabase()
  const all = prepared((db: Db, keys: string[]) => keys.reduce((query, key) => query.where('key', '<>', key), db.selectFrom('settings').select('key')))
  await insert(db, [{ key: 'a', value: '1' }, { key: 'b', value: '2' }])
  expect([(await all(db, [])).length, await all(db, ['a'])]).toEqual([2, [{ key: 'b' }]])
})

test('inside an act a query is part of it', async () => {
  const db = await freshDatabase()
  await expect(db.transaction().execute(async (db) => {
    await insert(db, [{ key: 'a', value: '1' }])
    expect(await first(db, 'a')).toBeDefined()
    throw new Error('after all not')
  })).rejects.toThrow('after all not')
  expect(await first(db, 'a')).toBeUndefined()
})

test('a limit is no bare value, for which SQLite would plan the query anew each time', async () => {
  const db = await freshDatabase()
  const query = db.selectFrom('settings').selectAll().orderBy('key').limit(2)
  if (isSqlite(db)) expect(query.compile().sql).toMatch(/ limit \? \+ 0$/)
  await insert(db, ['a', 'b', 'c'].map((key) => ({ key, value: '1' })))
  expect((await query.execute()).map(({ key }) => key)).toEqual(['a', 'b'])
})
