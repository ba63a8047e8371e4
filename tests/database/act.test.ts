import { expect, test } from 'vitest'
import { act } from '../../src/database/act.ts'
import type { Db } from '../../src/database/open.ts'
import { freshDatabase } from '../support/database.ts'

const onPostgres = Boolean(process.env['TEST_POSTGRES_URL'])

/** Reads before it writes, as every act does: two at once that both read the old value must not both be kept. */
async function countOne(db: Db): Promise<void> {
  await act(db, async (db) => {
    const { value } = await db.selectFrom('settings').select('value').where('key', '=', 'count').executeTakeFirstOrThrow()
    await db.updateTable('settings').set({ value: String(Number(value) + 1) }).where('key', '=', 'count').execute()
  })
}

test('of a hundred acts at once on the same row each is done, and none is lost', async () => {
  const db = await freshDatabase()
  await db.insertInto('settings').values({ key: 'count', value: '0' }).execute()
  await Promise.all(Array.from({ length: 100 }, () => countOne(db)))
  expect(await db.selectFrom('settings').select('value').where('key', '=', 'count').executeTakeFirst()).toEqual({ value: '100' })
})

test.runIf(onPostgres)('somebody else’s row that is met after many collisions is looked at once more', async () => {
  const db = await freshDatabase()
  const met = [...Array.from({ length: 5 }, () => '40001'), '23505']
  const run = () => {
    const code = met.shift()
    return code ? Promise.reject(Object.assign(new Error('met'), { code })) : Promise.resolve('done')
  }
  expect(await act(db, run)).toBe('done')
})

test.runIf(onPostgres)('a row that the database refuses each time, and any other failure at once, reach whoever asked', async () => {
  const db = await freshDatabase()
  for (const [code, times] of [['23505', 3], ['23503', 1]] as const) {
    let tried = 0
    const refused = act(db, () => {
      tried++
      return Promise.reject(Object.assign(new Error('refused'), { code }))
    })
    await expect(refused).rejects.toMatchObject({ code })
    expect(tried).toBe(times)
  }
})
