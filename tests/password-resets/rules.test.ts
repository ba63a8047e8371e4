import { describe, expect, test } from 'vitest'
import { periodOn, periodsOf, type ResetDevice, type ResetSettings, type Standing, standingIn, wrongDay } from '../../src/password-resets/rules.ts'
import { calendarOf, larkfieldYear, specialDays } from '../support/calendar.ts'

const SETTINGS: ResetSettings = { password_reset_every: 'half-term', password_reset_opens: 1, password_reset_due: 5 }
const year = larkfieldYear()
const periods = periodsOf(year, SETTINGS)
const autumn2 = periods[1]!

describe('a half-term opens on its first staff day and is due by the end of the fifth', () => {
  test.each([
    ['an INSET day opens it', 0, '2026-09-01', '2026-09-07', '2026-11-02'],
    ['a half-term that begins on a Tuesday', 1, '2026-11-03', '2026-11-09', '2027-01-04'],
    ['over a weekend in January', 2, '2027-01-05', '2027-01-11', '2027-02-21'],
    ['with Easter after it', 3, '2027-02-22', '2027-02-26', '2027-04-18'],
    ['over a bank holiday to come', 4, '2027-04-19', '2027-04-23', '2027-06-06'],
    ['the last one lasts until the school year ends', 5, '2027-06-07', '2027-06-11', '2027-08-31'],
  ])('%s', (_name, i, opens, due, until) => {
    expect(periods[i]).toMatchObject({ opens, due, until })
  })
  test.each([
    ['both are settings', { password_reset_opens: 2, password_reset_due: 10 }, year, '2026-11-04', '2026-11-16'],
    ['a snow day puts the due day off', {}, larkfieldYear({ special: specialDays(['2026-11-05', 'closed']) }), '2026-11-03', '2026-11-10'],
    ['a bank holiday on its first day puts both off', {}, larkfieldYear({ bank_holidays: new Map([['2026-11-03', 'Founder’s day']]) }), '2026-11-04', '2026-11-10'],
    ['nothing is due after its last day', { password_reset_due: 30, password_reset_opens: 1 }, year, '2026-11-03', '2026-12-14'],
    ['nor when more is asked than it has', { password_reset_due: 60, password_reset_opens: 1 }, year, '2026-11-03', '2026-12-18'],
  ])('%s', (_name, settings, calendar, opens, due) => {
    expect(periodsOf(calendar, { ...SETTINGS, ...settings })[1]).toMatchObject({ opens, due })
  })
  test('termly, two half-terms are one; off, there are none; nor where no half-terms are entered', () => {
    const termly = periodsOf(year, { ...SETTINGS, password_reset_every: 'term' })
    expect(termly.map(({ name, opens, due, until }) => [name, opens, due, until])).toEqual([
      ['Autumn', '2026-09-01', '2026-09-07', '2027-01-04'], ['Spring', '2027-01-05', '2027-01-11', '2027-04-18'],
      ['Summer', '2027-04-19', '2027-04-23', '2027-08-31'],
    ])
    expect(periodsOf(year, { ...SETTINGS, password_reset_every: 'off' })).toEqual([])
    expect(periodsOf(calendarOf(), SETTINGS)).toEqual([])
  })
  test.each([
    ['2026-08-31', undefined], ['2026-09-01', 'Autumn 1'], ['2026-10-28', 'Autumn 1'], ['2026-11-03', 'Autumn 2'],
    ['2026-12-25', 'Autumn 2'], ['2027-08-31', 'Summer 2'], ['2027-09-01', undefined],
  ])('%s lies in %s', (day, name) => {
    expect(periodOn(day, year, SETTINGS)?.name).toBe(name)
  })
  test('the period of a day is the one of all of them, termly too', () => {
    for (const every of ['half-term', 'term'] as const) {
      const settings = { ...SETTINGS, password_reset_every: every }
      for (const period of periodsOf(year, settings)) expect(periodOn(period.until, year, settings)).toEqual(period)
    }
    expect(periodOn('2026-11-03', year, { ...SETTINGS, password_reset_every: 'off' })).toBeNull()
  })
})

const old: ResetDevice = { registered: '2025-09-10', issued: '2025-09-11', gone: false }

describe('where a device stands in Autumn 2 (3 November to 4 January, due 9 November)', () => {
  test.each<[string, Partial<ResetDevice>, string[], string, Standing]>([
    ['the day before it opens', {}, [], '2026-11-02', 'to come'],
    ['on the first day', {}, [], '2026-11-03', 'due'],
    ['on the fifth', {}, [], '2026-11-09', 'due'],
    ['on the sixth', {}, [], '2026-11-10', 'late'],
    ['in the holiday after it', {}, [], '2027-01-04', 'late'],
    ['when the next has begun', {}, [], '2027-01-05', 'not done'],
    ['reset on its first day', {}, ['2026-11-03'], '2026-11-03', 'done'],
    ['reset late', {}, ['2026-12-01'], '2026-12-01', 'done'],
    ['reset in the holiday after it', {}, ['2026-12-29'], '2027-02-01', 'done'],
    ['reset the day before it began', {}, ['2026-11-02'], '2026-11-10', 'late'],
    ['reset only in the next', {}, ['2027-01-05'], '2027-01-06', 'not done'],
    ['registered in it', { registered: '2026-11-12', issued: null }, [], '2026-11-20', 'new'],
    ['registered before and never issued', { issued: null }, [], '2026-11-20', 'late'],
    ['registered before and first issued in it', { issued: '2026-11-20' }, [], '2026-11-20', 'new'],
    ['brought in with a loan that began long ago', { registered: '2026-11-12', issued: '2025-01-01' }, [], '2026-11-20', 'late'],
    ['registered after it', { registered: '2027-01-05', issued: null }, [], '2027-02-01', 'not needed'],
    ['lost, stolen or retired', { gone: true }, [], '2026-11-20', 'not needed'],
    ['reset and lost since', { gone: true }, ['2026-11-04'], '2026-11-20', 'done'],
    ['lost, for a half-term to come', { gone: true }, [], '2026-10-01', 'not needed'],
  ])('%s', (_name, device, days, today, standing) => {
    expect(standingIn(autumn2, { ...old, ...device }, days, today)).toBe(standing)
  })
})

test.each([
  ['2026-11-24', null], ['2026-09-01', null], ['2026-11-25', 'That day is still to come'], ['2026-08-31', 'That day is in an earlier school year'],
])('said on 24 November, %s: %s', (day, words) => {
  expect(wrongDay(day, '2026-11-24')).toBe(words)
})
