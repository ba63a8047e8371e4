import { expect, test } from 'vitest'
import { reasonsNotToGive } from '../../src/allocations/rules.ts'
import type { CustodyFacts } from '../../src/custody/facts.ts'

const device = { code: 'IP-1', type_name: 'iPad', loan_id: null, borrower: null, keeper_id: null, because: null } as CustodyFacts
const keeper = { id: 'k', name: 'Imogen Vale', kind: 'staff', first_day: null, last_day: null } as const

test.each([
  ['a device in the store', {}, {}, []],
  ['one that somebody else looks after', { keeper_id: 'other' }, {}, []],
  ['one that they look after already', { keeper_id: 'k' }, {}, ['same']],
  ['one that is out', { loan_id: 'l', borrower: 'Marlo Finch' }, {}, ['out']],
  ['one in repair', { because: 'in repair' }, {}, ['out-of-use']],
  ['on the first day', {}, { first_day: '2026-11-24' }, []],
  ['before the first day', {}, { first_day: '2026-11-25' }, ['not-started']],
  ['on the last day', {}, { last_day: '2026-11-24' }, []],
  ['after the last day', {}, { last_day: '2026-11-23' }, ['left']],
  ['a volunteer', {}, { kind: 'volunteer' }, ['not-for-kind']],
] as const)('%s', (_, facts, about, codes) => {
  const reasons = reasonsNotToGive({ device: { ...device, ...facts }, not_for: ['volunteer'], keeper: { ...keeper, ...about }, today: '2026-11-24' })
  expect(reasons.map(({ code }) => code)).toEqual(codes)
})
