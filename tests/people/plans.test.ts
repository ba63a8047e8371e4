import { expect, it } from 'vitest'
import { ROLES } from '../../src/auth/permissions.ts'
import { listQuery } from '../../src/people/forms.ts'
import { listModel } from '../../src/people/list.ts'
import { personPage } from '../../src/people/page.ts'
import { addDevice, addPerson, TUESDAY } from '../support/app.ts'
import { lend } from '../support/loans.ts'
import { watchedDatabase } from '../support/plans.ts'

it('reaches loans only through a person’s own, or the few that are open', async () => {
  const { db, plansOf } = await watchedDatabase()
  const person_id = await addPerson(db, { name: 'Marlo Finch' })
  await addDevice(db, 'LT-0001')
  await lend({ db, clock: { now: TUESDAY } } as Parameters<typeof lend>[0], person_id, 'LT-0001')
  const viewer = { id: 'a', person_id: 'p', name: 'Wren Calloway', email: '', roles: [...ROLES], session_id: 's' }
  const before = (await db.selectFrom('loans').select('id').executeTakeFirstOrThrow()).id
  const all = await plansOf(async () => {
    await listModel(db, viewer, listQuery.parse({}), {}, TUESDAY)
    await personPage(db, viewer, person_id, { before: null }, TUESDAY)
    await personPage(db, viewer, person_id, { before }, TUESDAY)
  })
  const plans = all.filter(({ query }) => query.includes('"loans"')).flatMap(({ details }) => details)
    .filter((detail) => /\b(loans|l)\b/.test(detail))
  expect(plans.length).toBeGreaterThan(5)
  // A device's loans that are not returned: the open one and those that were undone.
  expect(plans.filter((detail) => !/USING (COVERING )?INDEX (open_loans_by_borrower|one_open_loan|loans_by_borrower \(borrower_id=|sqlite_autoindex_loans_1 \(id=|loans_of_device_by_return \(device_id=)/.test(detail))).toEqual([])
})
