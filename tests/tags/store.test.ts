import { expect, test } from 'vitest'
import { nextCodes } from '../../src/tags/free-codes.ts'
import { listTagsLike } from '../../src/tags/store.ts'
import { addDevice, startApp } from '../support/app.ts'

test('A code that is printed on a blank tag is not free, though nothing has it yet', async () => {
  const { db, lead } = await startApp()
  await addDevice(db, 'LT-0004')
  await db.insertInto('reserved_codes').values({ code: 'LT-0009', reserved_at: '2026-11-24T09:00:00.000Z', by_id: lead }).execute()
  expect(nextCodes('LT', await listTagsLike(db, 'LT'), 1)).toEqual(['LT-0010'])
})
