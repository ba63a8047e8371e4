import { expect, test } from 'vitest'
import { readApprovals } from '../../src/approvals/lending.ts'
import { listApprovals, listOwnLately, listWaiting } from '../../src/approvals/store.ts'
import { tripOf } from '../../src/trips/running.ts'
import { listToWipe } from '../../src/trips/store.ts'
import { watchedDatabase } from '../support/plans.ts'

const DAY = '2026-11-24'

test('what waits and what is in force is found by an index, whatever was asked before', async () => {
  const { db, plansOf } = await watchedDatabase()
  const asked: [string, RegExp, () => Promise<unknown>][] = [
    ['lending', /approvals_of_person_in_force/, () => readApprovals(db, 'p', ['d'], DAY)], ['a trip', /approvals_of_person_in_force/, () => tripOf(db, 'p', ['d'], DAY)],
    ['waiting, on Today', /approvals_waiting/, () => listWaiting(db, DAY, 10)], ['one’s own, on Today', /approvals_by_person/, () => listOwnLately(db, 'p', DAY, `${DAY}T00:00:00.000Z`, 5)],
    ['waiting, the list', /approvals_waiting/, () => listApprovals(db, { show: 'waiting', person_id: null }, DAY, null, 50)],
    ['in force, the list', /approvals_in_force/, () => listApprovals(db, { show: 'in force', person_id: null }, DAY, null, 50)],
    ['to be wiped', /approval_devices_to_wipe/, () => listToWipe(db)],
  ]
  for (const [name, index, read] of asked) {
    const details = (await plansOf(read)).flatMap((plan) => plan.details).join('\n')
    expect(details, name).toMatch(index)
    expect(details, name).not.toMatch(/SCAN (a|x|t)\b(?! USING INDEX approval)/)
  }
})
