import { expect, test } from 'vitest'
import type { Account } from '../../src/auth/account.ts'
import { bookQuery } from '../../src/book/forms.ts'
import { bookModel } from '../../src/book/model.ts'
import { ROLES } from '../../src/auth/permissions.ts'
import { readSettings } from '../../src/settings/store.ts'
import { todayModel, todayVersion } from '../../src/today/model.ts'
import { addDevice, addPerson } from '../support/app.ts'
import { watchedDatabase } from '../support/plans.ts'
import { minutesAgo, stillOut, write } from './support.ts'

const now = new Date('2026-11-24T09:00:00.000Z')

/** Plans of every query that a page makes, as SQLite says them. */
async function watched() {
  const { db, plansOf: plansWithQuery } = await watchedDatabase()
  const me = await addPerson(db, { name: 'Wren Calloway' })
  const device = await addDevice(db, 'LT-0427')
  await write(db, [
    { device_id: device, borrower_id: me, taken_at: minutesAgo(60) }, { device_id: device, borrower_id: me, taken_at: minutesAgo(50), ...stillOut },
  ])
  const plansOf = async (page: () => Promise<unknown>) => (await plansWithQuery(page)).map(({ details }) => details)
  return { db, me, plansOf }
}

/** A long table read from end to end; `l` is only a window of it where it is a co-routine. */
function wholeTables(plans: string[][]): string[] {
  return plans.flatMap((plan) => plan.filter((detail) => /^SCAN (loans|l|events|sightings|loan_corrections)$|^SEARCH l USING INDEX sqlite_autoindex_loans_1 \(id>/.test(detail)
    && !(detail === 'SCAN l' && plan.some((other) => /^(CO-ROUTINE|MATERIALIZE) l$/.test(other)))))
}

const QUERIES: Record<string, string>[] = [
  {}, { device: 'LT-0427' }, { device: 'LT' }, { person: 'Wren Calloway' }, { class: 'c' }, { purpose: 'x' }, { q: 'LT-0427' }, { q: 'wren' },
  { state: 'returned' }, { state: 'voided' }, { from: '2026-11-01', to: '2026-11-02' }, { person: 'Wren Calloway', purpose: 'x' },
  { before: '2026-11-24T08:30:00.000Z~0190a1b2-0000-7000-8000-000000000001' }, { after: '2026-11-20T08:30:00.000Z~0190a1b2-0000-7000-8000-000000000001' },
  { state: 'out' }, { state: 'overdue' },
]

test.each(QUERIES)('the book asked %o reads an index from its end, and never the whole book', async (query) => {
  const { db, plansOf } = await watched()
  const plans = await plansOf(() => bookModel(db, bookQuery.parse(query), now))
  const windows = plans.filter((plan) => plan.some((detail) => /\bINDEX (loans_by_|open_loans_by_due)/.test(detail)))
  expect(windows.length).toBeGreaterThan(0)
  expect(wholeTables(plans)).toEqual([])
  const sorted = windows.flat().filter((detail) => detail.includes('ORDER BY'))
  expect(sorted).toHaveLength(['out', 'overdue'].includes(query['state'] ?? '') ? 1 : 0)
})

/** One step into an index, whatever comes after it: whether there is any, or the first that a device was ever lent. */
const ONE_LOOK = /^SEARCH (l EXISTS|f) USING INDEX/

test.each([['every role', ROLES], ['staff', ['staff'] as const]])('Today of %s reads what is open, never the history', async (_, roles) => {
  const { db, me, plansOf } = await watched()
  const viewer: Account = { id: 'a', person_id: me, name: 'Wren Calloway', email: '', session_id: 's', roles: [...roles] }
  const settings = await readSettings(db)
  const plans = await plansOf(() => todayModel(db, viewer, settings, now))
  expect(wholeTables(plans)).toEqual([])
  expect(plans.flat().filter((detail) => /\bloans_by_(time|device|borrower|class)/.test(detail) && !ONE_LOOK.test(detail))).toEqual([])
})

test('the pulse of Today is a handful of index look-ups', async () => {
  const { db, me, plansOf } = await watched()
  const viewer: Account = { id: 'a', person_id: me, name: 'Wren Calloway', email: '', session_id: 's', roles: ['lead'] }
  const plans = await plansOf(() => todayVersion(db, viewer, now))
  expect(plans.length).toBeLessThanOrEqual(4)
  const read = plans.flat().filter((detail) => /^(SCAN|SEARCH) (?!CONSTANT ROW)/.test(detail))
  expect(read.length).toBeGreaterThan(3)
  expect(read.every((detail) => /USING (COVERING )?INDEX/.test(detail))).toBe(true)
})
