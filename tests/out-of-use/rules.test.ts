import { expect, test } from 'vitest'
import type { CustodyFacts } from '../../src/custody/facts.ts'
import { reasonsNotToTakeOut } from '../../src/out-of-use/rules.ts'

const device = { code: 'LT-1', loan_id: null, borrower: null, keeper_id: null, keeper: null, because: null } as CustodyFacts
const out = { loan_id: 'loan', borrower: 'Marlo Finch' }
const kept = { keeper_id: 'keeper', keeper: 'Imogen Vale' }

test.each([
  ['in the store', {}, 'retired', []],
  ['out, and lost', out, 'lost', []],
  ['out, and stolen', out, 'stolen', []],
  ['out, for repair', out, 'in repair', ['out']],
  ['out, to retire it', out, 'retired', ['out']],
  ['looked after, for repair', kept, 'in repair', []],
  ['looked after, to retire it', kept, 'retired', ['looked-after']],
  ['out and looked after, to retire it', { ...out, ...kept }, 'retired', ['out', 'looked-after']],
  ['in repair, to retire it', { because: 'in repair' }, 'retired', []],
  ['lost already', { because: 'lost' }, 'lost', ['same']],
] as const)('%s', (_, facts, because, codes) => {
  expect(reasonsNotToTakeOut({ ...device, ...facts }, because).map(({ code }) => code)).toEqual(codes)
})
