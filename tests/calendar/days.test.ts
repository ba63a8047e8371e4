import { expect, it } from 'vitest'
import { addDays, daysFrom, schoolYearOf, weekdayOf } from '../../src/calendar/days.ts'

it.each([
  ['2026-08-31', '2025/26', '2025-09-01', '2026-08-31'],
  ['2026-09-01', '2026/27', '2026-09-01', '2027-08-31'],
  ['2099-12-31', '2099/00', '2099-09-01', '2100-08-31'],
  ['2027-02-28', '2026/27', '2026-09-01', '2027-08-31'],
])('%s is in the school year %s', (day, name, starts_on, ends_on) => {
  expect(schoolYearOf(day)).toEqual({ name, starts_on, ends_on })
})

it.each([
  ['2028-02-28', 1, '2028-02-29'], ['2028-02-28', 2, '2028-03-01'], ['2027-02-28', 1, '2027-03-01'],
  ['2026-03-28', 2, '2026-03-30'], ['2026-10-24', 2, '2026-10-26'], ['2027-01-01', -1, '2026-12-31'],
])('%s and %i days is %s, whatever the clocks do', (day, days, then) => {
  expect(addDays(day, days)).toBe(then)
})

it('counts weekdays from Monday, and days with both ends', () => {
  expect(['2026-11-23', '2026-11-28', '2026-11-29'].map(weekdayOf)).toEqual([1, 6, 7])
  expect(daysFrom('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
  expect(daysFrom('2028-03-01', '2028-02-28')).toEqual([])
})
