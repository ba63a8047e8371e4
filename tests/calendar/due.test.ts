import { expect, test } from 'vitest'
import { dueAt, isOverdue } from '../../src/calendar/due.ts'

const calendar = { day_starts: '08:40', day_ends: '15:30' }

test.each([
  ['a school morning', '2026-11-24T09:00:00.000Z', {}, '2026-11-24T15:30:00.000Z'],
  ['a club until a quarter to six', '2026-11-24T09:00:00.000Z', { until: '17:45' }, '2026-11-24T17:45:00.000Z'],
  ['a club that is over already', '2026-11-24T18:00:00.000Z', { until: '17:45' }, '2026-11-25T15:30:00.000Z'],
  ['after the end of the day', '2026-11-24T15:30:00.000Z', {}, '2026-11-25T15:30:00.000Z'],
  ['after the end of a Friday', '2026-11-27T16:00:00.000Z', {}, '2026-11-30T15:30:00.000Z'],
  ['a Saturday', '2026-11-28T10:00:00.000Z', {}, '2026-11-30T15:30:00.000Z'],
  ['summer time', '2026-06-02T08:00:00.000Z', {}, '2026-06-02T14:30:00.000Z'],
  ['off-site on a Tuesday', '2026-11-24T15:40:00.000Z', { off_site: true }, '2026-11-25T08:40:00.000Z'],
  ['off-site on a Friday', '2026-11-27T15:40:00.000Z', { off_site: true }, '2026-11-30T08:40:00.000Z'],
  ['off-site over the clocks going back', '2026-10-23T14:40:00.000Z', { off_site: true }, '2026-10-26T08:40:00.000Z'],
  ['off-site over the clocks going forward', '2026-03-27T15:40:00.000Z', { off_site: true }, '2026-03-30T07:40:00.000Z'],
  ['off-site on the last day of the borrower', '2026-11-24T12:00:00.000Z', { off_site: true, last_day: '2026-11-24' }, '2026-11-24T15:30:00.000Z'],
  ['a last day on a Sunday', '2026-11-27T16:00:00.000Z', { last_day: '2026-11-29' }, '2026-11-30T15:30:00.000Z'],
  ['a last day far away', '2026-11-24T09:00:00.000Z', { last_day: '2027-07-21' }, '2026-11-24T15:30:00.000Z'],
])('%s', (_name, taken_at, facts, due) => {
  expect(dueAt({ taken_at, off_site: false, until: null, last_day: null, ...facts }, calendar)).toBe(due)
})

test('a loan is overdue once its time has passed, and not at that very moment', () => {
  expect(isOverdue('2026-11-24T15:30:00.000Z', new Date('2026-11-24T15:30:00.000Z'))).toBe(false)
  expect(isOverdue('2026-11-24T15:30:00.000Z', new Date('2026-11-24T15:30:00.001Z'))).toBe(true)
})
