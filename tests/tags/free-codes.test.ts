import { expect, test } from 'vitest'
import { nextCodes } from '../../src/tags/free-codes.ts'

test.each([
  ['nothing yet', 'LT', [], 2, ['LT-0001', 'LT-0002']],
  ['the highest number counts, not the first gap', 'LT', ['LT-0001', 'LT-0007', 'LT-0003'], 1, ['LT-0008']],
  ['its width is kept', 'IP', ['IP-09'], 3, ['IP-10', 'IP-11', 'IP-12']],
  ['and outgrown', 'IP', ['IP-99'], 1, ['IP-100']],
  ['codes without a hyphen go on without one', 'LT', ['LT099', 'LT-0003'], 1, ['LT100']],
  ['other prefixes count for nothing', 'LT', ['LTX-0900', 'ALT-0900', 'LT-A9', 'LT', 'LT-9-9'], 1, ['LT-0001']],
  ['a prefix with a hyphen', 'MPS-ICT', ['MPS-ICT-119'], 1, ['MPS-ICT-120']],
])('%s', (_, prefix, taken, count, codes) => {
  expect(nextCodes(prefix, taken, count)).toEqual(codes)
})
