import { expect, test } from 'vitest'
import { barsOf, lineOf } from '../../src/figures/charts.ts'
import { loansByType, loansByWeek, onTimeByHalfTerm } from '../../src/figures/rules.ts'
import { larkfieldYear } from '../support/calendar.ts'

const row = (week: string, type_id: string, loans: number, returned = loans, returned_on_time = returned) => ({ week, type_id, loans, returned, returned_on_time })

test.each([
  ['in the middle of one', '2026-09-14', ['Autumn 1']],
  ['that begins on the Monday before its first Tuesday', '2026-11-02', ['Autumn 2']],
  ['of its last Friday', '2026-10-19', ['Autumn 1']],
  ['of the holiday between', '2026-10-26', []],
])('a week %s counts with its half-term', (_name, week, expected) => {
  expect(onTimeByHalfTerm([row(week, 'laptop', 4, 4, 3)], larkfieldYear().half_terms, '2027-07-01').map(({ name, share }) => [name, share]))
    .toEqual(expected.map((name) => [name, 0.75]))
})

test('a half-term that is still to come is not there, and one where nothing came back has no share', () => {
  const weeks = [row('2026-11-23', 'laptop', 2, 0), row('2027-01-11', 'laptop', 2)]
  expect(onTimeByHalfTerm(weeks, larkfieldYear().half_terms, '2026-11-24')).toMatchObject([{ name: 'Autumn 2', share: null }])
})

test('weeks without a loan are there with none, and types are in the order of use', () => {
  const weeks = [row('2026-11-09', 'laptop', 3), row('2026-11-09', 'ipad', 5), row('2026-11-23', 'ipad', 1)]
  expect(loansByWeek(weeks, '2026-11-09', '2026-11-23').map(({ loans }) => loans)).toEqual([8, 0, 1])
  const types = [{ id: 'laptop', name: 'Laptop' }, { id: 'camera', name: 'Camera' }, { id: 'ipad', name: 'iPad' }]
  expect(loansByType(weeks, types)).toEqual([{ name: 'iPad', loans: 6 }, { name: 'Laptop', loans: 3 }])
})

test('bars are as long as their amounts, and a line goes through its points', () => {
  const { bars } = barsOf([{ label: 'a', amount: 0.5, value: '50 %' }, { label: 'b', amount: 1, value: '100 %' }], String, 1)
  expect(bars.map(({ width }) => width)).toEqual([150, 300])
  const { path } = lineOf([0, 10, 5], () => null)
  expect(path).toBe('M40,180L197,10L354,95')
})
