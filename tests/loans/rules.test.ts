import { expect, test } from 'vitest'
import { hasPassed, maySlip } from '../../src/loans/rules.ts'

const now = new Date('2026-11-24T09:05:00.000Z')
const loan = { booked_out_by_id: 'me', taken_at: '2026-11-24T09:00:00.000Z', returned_at: null, voided_at: null }

test.each([
  ['one’s own, five minutes old', loan, true],
  ['a moment older', { ...loan, taken_at: '2026-11-24T08:59:59.999Z' }, false],
  ['made by somebody else', { ...loan, booked_out_by_id: 'you' }, false],
  ['made at a desk by nobody in particular', { ...loan, booked_out_by_id: null }, false],
  ['back already', { ...loan, returned_at: '2026-11-24T09:04:00.000Z' }, false],
  ['undone already', { ...loan, voided_at: '2026-11-24T09:04:00.000Z' }, false],
])('a booking out that is %s', (_, given, expected) => {
  expect(maySlip(given, 'me', now)).toBe(expected)
})

test.each([
  ['09:04', '2026-11-24T09:05:00.000Z', true],
  ['09:05', '2026-11-24T09:05:00.000Z', true],
  ['09:06', '2026-11-24T09:05:00.000Z', false],
  ['10:04', '2026-06-24T09:05:00.000Z', true],
  ['10:06', '2026-06-24T09:05:00.000Z', false],
])('%s has passed at %s: %s', (until, moment, expected) => {
  expect(hasPassed(until, new Date(moment))).toBe(expected)
})
