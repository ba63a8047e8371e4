import { expect, test } from 'vitest'
import { sayFor } from '../../src/http/say.ts'

const say = sayFor(new Date('2026-11-24T09:00:00.000Z'))

test.each([
  ['2026-11-24T15:20:00.000Z', 'today 3:20 pm'],
  ['2026-11-24T00:00:00.000Z', 'today 12:00 am'],
  ['2026-11-24T12:05:00.000Z', 'today 12:05 pm'],
  ['2026-11-25T08:40:00.000Z', 'tomorrow 8:40 am'],
  ['2026-11-23T23:59:00.000Z', 'yesterday 11:59 pm'],
  ['2026-11-03T15:20:00.000Z', 'Tue 3 Nov, 3:20 pm'],
  ['2026-09-06T08:00:00.000Z', 'Sun 6 Sept, 9:00 am'],
  ['2026-05-28T08:00:00.000Z', '28 May 2026, 9:00 am'],
  ['2026-05-29T08:00:00.000Z', 'Fri 29 May, 9:00 am'],
  ['2025-11-24T09:00:00.000Z', '24 Nov 2025, 9:00 am'],
])('%s is said as "%s"', (instant, words) => {
  expect(say.when(instant)).toBe(words)
})

test.each([['2026-11-24', 'today'], ['2026-11-03', 'Tue 3 Nov'], ['2027-06-01', '1 Jun 2027']])('the day %s is "%s"', (day, words) => {
  expect(say.day(day)).toBe(words)
})

test('the next morning, yesterday is another day', () => {
  expect(sayFor(new Date('2026-11-25T09:00:00.000Z')).day('2026-11-24')).toBe('yesterday')
})

test('on paper no day is called today', () => {
  expect(say.dated('2026-11-24T15:20:00.000Z')).toBe('Tue 24 Nov, 3:20 pm')
})
