import { expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'

test('a fresh database has no loans', async () => {
  const db = await freshDatabase()
  expect(await db.selectFrom('loans').selectAll().execute()).toEqual([])
})
