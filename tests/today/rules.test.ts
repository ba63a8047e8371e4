import { expect, test } from 'vitest'
import { groupOut, type OutFacts, sortOut, stepsOf } from '../../src/today/rules.ts'

const now = '2026-11-24T09:00:00.000Z'
const base: OutFacts = {
  device_id: 'd', code: 'LT-1', type_name: 'Laptop', class_id: null, class_name: null, because: null, loan_id: 'l',
  borrower_id: 'ann', borrower: 'Ann', answers_id: 'ann', answers: 'Ann', purpose: 'Computing',
  taken_at: '2026-11-24T08:00:00.000Z', due_at: '2026-11-24T15:30:00.000Z', off_site: 0, booked_out_by_id: null,
}
const loan = (more: Partial<OutFacts>): OutFacts => ({ ...base, ...more })
const placesOf = (given: Partial<OutFacts>) => Object.entries(sortOut([loan(given)], { now, spared: [] })).filter(([, loans]) => loans.length > 0).map(([place]) => place)

test.each([
  ['due this afternoon', {}, ['due_today']],
  ['due now', { due_at: now }, ['due_today']],
  ['due a moment ago', { due_at: '2026-11-24T08:59:59.999Z' }, ['overdue']],
  ['due tomorrow', { due_at: '2026-11-25T08:40:00.000Z' }, ['due_later']],
  ['due in the last minute of today', { due_at: '2026-11-24T23:59:00.000Z' }, ['due_today']],
  ['off-site until tomorrow', { off_site: 1, due_at: '2026-11-25T08:40:00.000Z' }, ['off_site']],
  ['off-site and due today', { off_site: 1 }, ['off_site']],
  ['off-site and overdue', { off_site: 1, due_at: '2026-11-23T15:30:00.000Z' }, ['overdue']],
  ['lost while it was out', { because: 'lost' as const, due_at: '2026-11-23T15:30:00.000Z' }, []],
])('a device %s stands in one place', (_, given, expected) => {
  expect(placesOf(given)).toEqual(expected)
})

test('what has been overdue longest comes first, then by code', () => {
  const late = [['LT-3', '23'], ['LT-2', '20'], ['LT-1', '23']].map(([code, day]) => loan({ code: code!, due_at: `2026-11-${day}T15:30:00.000Z` }))
  expect(sortOut(late, { now, spared: [] }).overdue.map(({ code }) => code)).toEqual(['LT-2', 'LT-1', 'LT-3'])
})

test('a class set is one group, another class or adult is another', () => {
  const groups = groupOut([
    loan({ code: 'IP-1', class_id: 'oak', class_name: 'Year 4 Oak' }), loan({ code: 'IP-2', class_id: 'oak', class_name: 'Year 4 Oak', due_at: '2026-11-24T12:00:00.000Z' }),
    loan({ code: 'IP-3', class_id: 'elm', class_name: 'Year 5 Elm' }), loan({ code: 'IP-4', borrower_id: 'bob', borrower: 'Bob', answers_id: 'ann' }),
  ])
  expect(groups.map(({ class_name, borrower, answers, due_at, loans }) => [class_name, borrower, answers, due_at.slice(11, 16), loans.map(({ code }) => code).join(' ')])).toEqual([
    ['Year 4 Oak', 'Ann', null, '12:00', 'IP-1 IP-2'],
    ['Year 5 Elm', 'Ann', null, '15:30', 'IP-3'],
    [null, 'Bob', 'Ann', '15:30', 'IP-4'],
  ])
})

test('each first step is ticked by what is there', () => {
  const none = { has_devices: false, has_people: false, has_printed: false, has_desk: false, has_rules: false, has_agreement: false }
  expect(stepsOf(none).map(({ done }) => done)).toEqual([false, false, false, false, false, false])
  expect(stepsOf({ ...none, has_people: true, has_desk: true }).map(({ done }) => done)).toEqual([false, true, false, true, false, false])
})
