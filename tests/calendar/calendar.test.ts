import { expect, it } from 'vitest'
import {
  clubsOn, halfTermOf, kindOfDay, nextStaffDay, nthStaffDay, previousStaffDay, slotsOn, staffDaysBetween, timesOn,
} from '../../src/calendar/calendar.ts'
import { calendarOf, larkfieldYear, specialDays } from '../support/calendar.ts'

const year = larkfieldYear()

it.each([
  ['2026-09-01', 'staff only', 'INSET on the first day'],
  ['2026-09-02', 'open', 'the first day with pupils'],
  ['2026-10-24', 'closed', 'a Saturday'],
  ['2026-10-26', 'closed', 'the half-term holiday'],
  ['2026-11-02', 'closed', 'the Monday before a half-term that starts on a Tuesday'],
  ['2026-11-03', 'open', 'that Tuesday'],
  ['2026-12-18', 'open', 'a short last day'],
  ['2027-01-04', 'staff only', 'INSET outside every half-term'],
  ['2027-03-26', 'closed', 'a Good Friday inside a term'],
  ['2027-03-29', 'closed', 'an Easter Monday inside a term'],
  ['2027-03-30', 'open', 'the Tuesday after it'],
  ['2027-08-31', 'closed', 'the last day of the summer'],
  ['2027-09-01', 'open', 'a year not entered yet: a Wednesday'],
  ['2027-09-04', 'closed', 'a year not entered yet: a Saturday'],
])('%s is %s: %s', (day, kind) => {
  expect(kindOfDay(day, year)).toBe(kind)
})

it('goes by what is said of the very day before bank holidays, weekends and terms', () => {
  const calendar = larkfieldYear({ special: specialDays(['2027-03-29', 'open'], ['2026-11-07', 'open'], ['2026-11-10', 'closed']) })
  expect(['2027-03-29', '2026-11-07', '2026-11-10'].map((day) => kindOfDay(day, calendar))).toEqual(['open', 'open', 'closed'])
})

it.each([
  ['2026-10-23', '2026-11-03', 'over half-term'], ['2026-12-18', '2027-01-04', 'over Christmas to INSET'],
  ['2027-03-25', '2027-03-30', 'over Easter inside a term'], ['2027-07-21', '2027-09-01', 'over the summer into a year not entered'],
  ['2026-11-06', '2026-11-09', 'over a weekend'], ['2028-02-28', '2028-02-29', 'into a leap day'],
])('after %s staff are next in on %s: %s', (day, next) => {
  expect(nextStaffDay(day, year)).toBe(next)
  if (kindOfDay(day, year) !== 'closed') expect(previousStaffDay(next, year)).toBe(day)
})

it('gives up on a calendar that never opens again instead of asking for ever', () => {
  expect(nextStaffDay('2026-11-06', calendarOf({ week: [null, null, null, null, null, null, null] }))).toBe('2026-11-07')
})

it('counts school days, and finds the fifth of a half-term', () => {
  expect(staffDaysBetween('2026-10-22', '2026-11-04', year)).toBe(3)
  expect(staffDaysBetween('2026-11-04', '2026-11-04', year)).toBe(0)
  expect(nthStaffDay('2026-11-03', 5, year)).toBe('2026-11-09')
  expect(nthStaffDay('2027-03-27', 1, year)).toBe('2027-03-30')
})

it('knows the half-term of a day, its weekends and bank holidays included', () => {
  expect(halfTermOf('2027-03-29', year)?.name).toBe('Spring 2')
  expect(halfTermOf('2026-10-30', year)).toBeNull()
})

it('ends a short day early, without clubs and without the lessons after it', () => {
  const calendar = larkfieldYear({
    clubs: [{ weekday: 5, name: 'Chess', ends: '16:30' }],
    slots: [{ weekday: 5, name: 'First', starts: '09:00', ends: '10:00' }, { weekday: 5, name: 'Last', starts: '14:10', ends: '15:10' }],
  })
  expect(timesOn('2026-12-18', calendar)).toEqual({ starts: '08:40', ends: '13:30' })
  expect(clubsOn('2026-12-18', calendar)).toEqual([])
  expect(slotsOn('2026-12-18', calendar).map(({ name }) => name)).toEqual(['First'])
  expect(slotsOn('2026-12-11', calendar).map(({ name }) => name)).toEqual(['First', 'Last'])
  expect(clubsOn('2026-12-11', calendar).map(({ name }) => name)).toEqual(['Chess'])
  expect(clubsOn('2027-01-04', calendar)).toEqual([])
})
