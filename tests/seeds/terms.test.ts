import { describe, expect, test } from 'vitest'
import { addDays, kindOfDay, schoolYearOf, staffDay, staffDays, weekdayOf } from '../../db/seeds/terms.ts'

const years = Array.from({ length: 21 }, (_, i) => 2019 + i)

function daysOf(year: number): string[] {
  return Array.from({ length: 366 }, (_, i) => addDays(`${year}-09-01`, i)).filter((day) => day < `${year + 1}-09-01`)
}

describe.each(years)('the school year that begins in %i', (year) => {
  test('has six half-terms of at least four weeks, one after the other', () => {
    const { half_terms } = schoolYearOf(`${year}-10-01`)
    expect(half_terms).toHaveLength(6)
    for (const [i, [from, to]] of half_terms.entries()) {
      expect(addDays(from, 25) <= to).toBe(true)
      expect(to < (half_terms[i + 1]?.[0] ?? `${year + 1}-08-01`)).toBe(true)
    }
  })

  test('has about 190 days with pupils in, and five more for staff', () => {
    const kinds = daysOf(year).map(kindOfDay)
    expect(kinds.filter((kind) => kind === 'staff only')).toHaveLength(5)
    expect(kinds.filter((kind) => kind === 'open').length).toBeGreaterThan(183)
    expect(kinds.filter((kind) => kind === 'open').length).toBeLessThan(197)
  })

  test('is closed at weekends, at Christmas and in August', () => {
    const closed = daysOf(year).filter((day) => weekdayOf(day) % 6 === 0 || /-12-2[4-9]|-08-/.test(day))
    expect(closed.map(kindOfDay).filter((kind) => kind !== 'closed')).toEqual([])
  })
})

test.each([
  ['Good Friday in a late Easter', '2025-04-18'], ['Easter Monday in term', '2025-04-21'], ['Early May', '2026-05-04'],
  ['Easter Monday', '2027-03-29'], ['autumn half-term', '2026-10-28'], ['spring half-term', '2027-02-17'],
])('nobody is in on %s, %s', (_name, day) => {
  expect(kindOfDay(day)).toBe('closed')
})

test.each([
  ['the first of September', '2026-09-01', 'staff only'], ['a day in term', '2026-11-24', 'open'],
  ['after Easter', '2025-04-22', 'open'], ['the last day of term', '2026-07-22', 'open'],
  ['the day after', '2026-07-23', 'closed'],
])('%s, %s, is %s', (_name, day, kind) => {
  expect(kindOfDay(day)).toBe(kind)
})

test('31 August belongs to the year that ends with it', () => {
  expect(schoolYearOf('2026-08-31').name).toBe('2025/26')
  expect(schoolYearOf('2026-09-01').name).toBe('2026/27')
})

test('the next day with staff in is over the weekend, and over the summer', () => {
  expect(staffDay('2026-11-20', 1)).toBe('2026-11-23')
  expect(staffDay('2026-07-22', 1)).toBe('2026-09-01')
  expect(staffDay('2026-09-01', -1)).toBe('2026-07-22')
})

test('days between two instants are those on the wall clock in school', () => {
  const days = staffDays(new Date('2026-06-07T23:30:00Z'), new Date('2026-06-09T22:59:00Z'))
  expect(days).toEqual(['2026-06-08', '2026-06-09'])
})
