import { expect, it } from 'vitest'
import { addDays, at, dayOf, daysFrom, instantsAt, schoolYearOf, timeOf, weekdayOf } from '../../src/calendar/days.ts'

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

it.each([
  ['2026-11-24', '15:30', '2026-11-24T15:30:00.000Z'], ['2026-06-24', '15:30', '2026-06-24T14:30:00.000Z'],
  ['2026-03-29', '00:59', '2026-03-29T00:59:00.000Z'], ['2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25', '00:30', '2026-10-24T23:30:00.000Z'], ['2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'],
])('on %s it is %s at %s', (day, time, instant) => {
  expect(at(day, time)).toBe(instant)
  expect([dayOf(instant), timeOf(instant)]).toEqual([day, time])
  expect(instantsAt(day, time)).toEqual([instant])
})

it('knows the hour that comes twice and the one that is left out', () => {
  expect(instantsAt('2026-10-25', '01:30:05')).toEqual(['2026-10-25T00:30:05.000Z', '2026-10-25T01:30:05.000Z'])
  expect(at('2026-10-25', '01:30')).toBe('2026-10-25T01:30:00.000Z')
  expect(instantsAt('2026-03-29', '01:30')).toEqual([])
  expect(at('2026-03-29', '01:30')).toBe('2026-03-29T01:30:00.000Z')
  expect(instantsAt('2026-11-24', '25:00')).toEqual([])
})
