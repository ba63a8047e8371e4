import { expect, test } from 'vitest'
import { coveredUntil } from '../../src/calendar/cover.ts'
import { calendarOf, larkfieldYear, specialDays } from '../support/calendar.ts'

test.each([
  ['mid-term, nothing is added', '2026-11-30', '2026-11-25', '2026-11-30'],
  ['ends on the day before the last of the half-term', '2026-10-22', '2026-10-20', '2026-10-22'],
  ['ends on the last day before the holiday', '2026-10-23', '2026-10-20', '2026-11-09'],
  ['ends in the holiday', '2026-10-28', '2026-10-23', '2026-11-09'],
  ['ends on a day of the next half-term before its fifth', '2026-11-05', '2026-10-23', '2026-11-09'],
  ['ends after that', '2026-11-20', '2026-10-23', '2026-11-20'],
  ['taken in the holiday itself', '2026-10-29', '2026-10-27', '2026-11-09'],
  ['was not valid on the day', '2026-10-22', '2026-10-23', '2026-10-22'],
  ['over Christmas', '2026-12-24', '2026-12-18', '2027-01-11'],
  ['no half-term is known after', '2027-07-25', '2027-07-20', '2027-07-25'],
])('%s', (_name, until, taken, expected) => expect(coveredUntil(until, taken, larkfieldYear())).toBe(expected))

test('a half-term that ends with closed days ends on its last open one', () => {
  const calendar = larkfieldYear({ special: specialDays(['2026-10-23', 'closed'], ['2026-11-04', 'closed']) })
  expect(coveredUntil('2026-10-22', '2026-10-22', calendar)).toBe('2026-11-10')
})

test('a school that has entered no terms gets nothing added', () => {
  expect(coveredUntil('2026-12-24', '2026-12-18', calendarOf())).toBe('2026-12-24')
})
