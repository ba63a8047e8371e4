import { expect, test } from 'vitest'
import { typedDay, typedTime } from '../../src/calendar/typed.ts'

test.each([
  ['17 3 2027', '2027-03-17'], ['17/3/27', '2027-03-17'], ['17.03.2027', '2027-03-17'], ['17 March 2027', '2027-03-17'],
  ['1st Sept 2026', '2026-09-01'], ['2027-03-17', '2027-03-17'], [' 3-11-2026 ', '2026-11-03'], ['29 2 2028', '2028-02-29'],
])('the day “%s” is %s', (typed, day) => {
  expect(typedDay(typed)).toBe(day)
})

test.each(['', '31 2 2027', '29 2 2027', '3/17/2027', '17 3', 'tomorrow', '17 Foo 2027', '2027', '17 3 20271'])(
  '“%s” is no day', (typed) => {
    expect(typedDay(typed)).toBeNull()
  })

test.each([
  ['15:30', '15:30'], ['8:40', '08:40'], ['15.30', '15:30'], ['1530', '15:30'], ['3:30 pm', '15:30'], ['3pm', '15:00'],
  ['12 pm', '12:00'], ['12:05am', '00:05'], ['3.30 P.M.', '15:30'],
])('the time “%s” is %s', (typed, time) => {
  expect(typedTime(typed)).toBe(time)
})

test.each(['', '8', '24:00', '15:60', '13 pm', 'noon', '0 am', '15:3'])('“%s” is no time', (typed) => {
  expect(typedTime(typed)).toBeNull()
})
