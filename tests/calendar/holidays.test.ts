import { describe, expect, test } from 'vitest'
import { countsTo, type Holiday, nextRunUp, seasonOn } from '../../src/calendar/holidays.ts'
import { calendarOf, larkfieldYear, specialDays } from '../support/calendar.ts'

const rules = { longer_than: 14, school_days: 10 }
const year = larkfieldYear()
const summer: Holiday = { key: '2027-07', name: 'summer holiday', last_day: '2027-07-21', first_day_back: '2027-09-01' }

const said = (day: string, calendar = year, changed = {}) => {
  const season = seasonOn(day, calendar, { ...rules, ...changed })
  return season && `${season.phase}: ${season.holiday.name} ${season.holiday.key}`
}

describe('the season of a long holiday', () => {
  test.each([
    ['eleven school days before the summer', '2027-07-07', null],
    ['ten school days before the summer', '2027-07-08', 'before: summer holiday 2027-07'],
    ['a Saturday of the run-up', '2027-07-10', 'before: summer holiday 2027-07'],
    ['the last day', '2027-07-21', 'before: summer holiday 2027-07'],
    ['the first day without staff', '2027-07-22', 'holiday: summer holiday 2027-07'],
    ['the last one', '2027-08-31', 'holiday: summer holiday 2027-07'],
    ['the first day back', '2027-09-01', 'back: summer holiday 2027-07'],
    ['the fifth', '2027-09-07', 'back: summer holiday 2027-07'],
    ['the sixth', '2027-09-08', null],
    ['ten school days before Christmas', '2026-12-07', 'before: Christmas holiday 2026-12'],
    ['the October half-term', '2026-10-26', null],
    ['before the October half-term', '2026-10-22', null],
    ['the week at the end of Easter', '2027-04-16', 'holiday: Easter holiday 2027-04'],
    ['a Monday in term', '2027-06-14', null],
  ])('%s', (_name, day, expected) => expect(said(day)).toBe(expected))

  test('the summer is long whatever the school calls long, other holidays only when they are longer', () => {
    expect(said('2027-07-20', year, { longer_than: 60 })).toBe('before: summer holiday 2027-07')
    expect(said('2026-12-17', year, { longer_than: 60 })).toBeNull()
    expect(said('2026-10-22', year, { longer_than: 5 })).toBe('before: half-term holiday 2026-10')
  })

  test('staff who come in after the last lessons are the last day, and the days around them move', () => {
    const inset = larkfieldYear({ special: specialDays(['2027-07-22', 'staff only'], ['2027-09-01', 'closed']) })
    expect(seasonOn('2027-07-22', inset, rules)).toEqual({ holiday: { ...summer, last_day: '2027-07-22', first_day_back: '2027-09-02' }, phase: 'before', from: '2027-07-09' })
  })

  test('a school whose calendar is not entered has none, in August neither', () => {
    expect(said('2027-08-06', calendarOf())).toBeNull()
    expect(nextRunUp('2027-08-06', calendarOf(), rules)).toBeNull()
  })
})

test('the next run-up is that of the next long holiday, not of one that has begun', () => {
  expect(nextRunUp('2026-11-24', year, rules)).toMatchObject({ from: '2026-12-07', holiday: { key: '2026-12' } })
  expect(nextRunUp('2027-04-20', year, rules)).toEqual({ from: '2027-07-08', holiday: summer })
  expect(nextRunUp('2026-12-21', year, rules)!.holiday.key).toBe('2027-04')
})

test('a check has to count to the fifth school day of the next half-term, or of September where that is not entered', () => {
  expect(countsTo({ key: '2026-12', name: '', last_day: '2026-12-18', first_day_back: '2027-01-04' }, year)).toBe('2027-01-11')
  expect(countsTo(summer, year)).toBe('2027-09-07')
})
