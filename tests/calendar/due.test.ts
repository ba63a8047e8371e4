import { expect, test } from 'vitest'
import { dueAgain, dueAt, isFirstDayBack, lateAfter } from '../../src/calendar/due.ts'
import { dueChoices } from '../../src/calendar/due-choices.ts'
import { calendarOf, larkfieldYear, specialDays } from '../support/calendar.ts'

const calendar = calendarOf()

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
  ['off-site until Thursday', '2026-11-24T15:40:00.000Z', { off_site: true, until: '2026-11-26' }, '2026-11-26T08:40:00.000Z'],
  ['off-site until a Sunday', '2026-11-24T15:40:00.000Z', { off_site: true, until: '2026-11-29' }, '2026-11-30T08:40:00.000Z'],
  ['off-site until a day that is gone', '2026-11-24T15:40:00.000Z', { off_site: true, until: '2026-11-20' }, '2026-11-25T08:40:00.000Z'],
  ['off-site on the last day of the borrower', '2026-11-24T12:00:00.000Z', { off_site: true, last_day: '2026-11-24' }, '2026-11-24T15:30:00.000Z'],
  ['a last day on a Sunday', '2026-11-27T16:00:00.000Z', { last_day: '2026-11-29' }, '2026-11-30T15:30:00.000Z'],
  ['off-site for the day only', '2026-11-24T09:00:00.000Z', { off_site: true, same_day: true }, '2026-11-24T15:30:00.000Z'],
  ['off-site until Thursday, for the day only', '2026-11-24T09:00:00.000Z', { off_site: true, until: '2026-11-26', same_day: true }, '2026-11-24T15:30:00.000Z'],
  ['for the day only, with a last day later', '2026-11-24T09:00:00.000Z', { off_site: true, last_day: '2026-12-18', same_day: true }, '2026-11-24T15:30:00.000Z'],
  ['reserved for a lesson, and collected before it', '2026-11-24T08:50:00.000Z', { reserved_until: '12:00' }, '2026-11-24T12:00:00.000Z'],
  ['reserved for a lesson, until the club that was asked for', '2026-11-24T08:50:00.000Z', { reserved_until: '12:00', until: '16:30' }, '2026-11-24T16:30:00.000Z'],
  ['reserved for a lesson, and taken off-site', '2026-11-24T08:50:00.000Z', { reserved_until: '12:00', off_site: true }, '2026-11-25T08:40:00.000Z'],
  ['reserved for a lesson, and by somebody else within it', '2026-11-24T08:50:00.000Z', { reserved_until: '12:00', wanted_from: '2026-11-24T11:00:00.000Z' }, '2026-11-24T11:00:00.000Z'],
  ['reserved by somebody else in the afternoon', '2026-11-24T09:00:00.000Z', { wanted_from: '2026-11-24T13:00:00.000Z' }, '2026-11-24T13:00:00.000Z'],
  ['reserved by somebody else after the lesson it is for', '2026-11-24T09:00:00.000Z', { until: '10:30', wanted_from: '2026-11-24T13:00:00.000Z' }, '2026-11-24T10:30:00.000Z'],
  ['reserved by somebody else whose lesson has begun', '2026-11-24T09:05:00.000Z', { wanted_from: '2026-11-24T09:00:00.000Z' }, '2026-11-24T15:30:00.000Z'],
  ['for the day only, after a last day', '2026-11-24T09:00:00.000Z', { last_day: '2026-11-20', same_day: true }, '2026-11-24T15:30:00.000Z'],
  ['a club for the day only, taken when the day has ended', '2026-11-24T16:00:00.000Z', { until: '17:45', same_day: true }, '2026-11-24T17:45:00.000Z'],
  ['a last day far away', '2026-11-24T09:00:00.000Z', { last_day: '2027-07-21' }, '2026-11-24T15:30:00.000Z'],
])('%s', (_name, taken_at, facts, due) => {
  expect(dueAt({ taken_at, off_site: false, until: null, last_day: null, ...facts }, calendar)).toBe(due)
})

const year = larkfieldYear()

test.each([
  ['off-site over half-term: the first day back', '2026-10-23T14:00:00.000Z', { off_site: true }, '2026-11-03T08:40:00.000Z'],
  ['off-site over Christmas: the INSET day', '2026-12-18T12:00:00.000Z', { off_site: true }, '2027-01-04T08:40:00.000Z'],
  ['off-site over the summer', '2027-07-21T13:00:00.000Z', { off_site: true }, '2027-09-01T07:40:00.000Z'],
  ['the last day of a term ends early', '2026-12-18T09:00:00.000Z', {}, '2026-12-18T13:30:00.000Z'],
  ['taken in the holidays', '2026-10-28T10:00:00.000Z', {}, '2026-11-03T15:30:00.000Z'],
  ['taken on an INSET day', '2027-01-04T09:00:00.000Z', {}, '2027-01-04T15:30:00.000Z'],
  ['the Thursday before Easter, off-site', '2027-03-25T15:40:00.000Z', { off_site: true }, '2027-03-30T07:40:00.000Z'],
  ['a last day in the holidays', '2026-12-18T09:00:00.000Z', { off_site: true, last_day: '2026-12-31' }, '2026-12-18T13:30:00.000Z'],
])('in a year that is entered: %s', (_name, taken_at, facts, due) => {
  expect(dueAt({ taken_at, off_site: false, until: null, last_day: null, ...facts }, year)).toBe(due)
})

const loan = { taken_at: '2026-11-24T09:00:00.000Z', due_at: '2026-11-24T15:30:00.000Z', off_site: false, last_day: null }
const closed = calendarOf({ special: specialDays(['2026-11-24', 'closed']) })
const short = calendarOf({ special: specialDays(['2026-11-24', 'short', '13:30']) })

test.each([
  ['a day closed by snow moves it to the next day with staff in', loan, closed, '2026-11-25T15:30:00.000Z'],
  ['a day that ends early moves what was due at its end', loan, short, '2026-11-24T13:30:00.000Z'],
  ['a club that was chosen stays on a day that ends early', { ...loan, due_at: '2026-11-24T17:45:00.000Z' }, short, '2026-11-24T17:45:00.000Z'],
  ['a club that was chosen moves from a closed day', { ...loan, due_at: '2026-11-24T17:45:00.000Z' }, closed, '2026-11-25T15:30:00.000Z'],
  ['off-site over a day that is now closed', { ...loan, taken_at: '2026-11-23T15:40:00.000Z', due_at: '2026-11-24T08:40:00.000Z', off_site: true }, closed, '2026-11-25T08:40:00.000Z'],
  ['nothing changes', loan, calendarOf(), '2026-11-24T15:30:00.000Z'],
])('a changed calendar: %s', (_name, facts, after, due) => {
  expect(dueAgain(facts, calendar, after)).toBe(due)
})

test('a return counts as late only after the next day with staff in, when its day was closed afterwards', () => {
  expect(lateAfter('2026-11-24T15:30:00.000Z', closed)).toBe('2026-11-25T15:30:00.000Z')
  expect(lateAfter('2026-11-24T15:30:00.000Z', calendar)).toBe('2026-11-24T15:30:00.000Z')
})

test('a loan can be due at the end of the day, of a lesson still to end, or of a club', () => {
  const slots = [
    { weekday: 2, name: 'Before break', starts: '09:00', ends: '10:30' }, { weekday: 2, name: 'Last lesson', starts: '14:30', ends: '15:30' },
    { weekday: 3, name: 'Wednesdays', starts: '09:00', ends: '10:00' },
  ]
  const said = (taken_at: string, last_day: string | null = null) =>
    dueChoices({ taken_at, last_day }, calendarOf({ slots })).map(({ until, words }) => `${until} ${words}`)
  expect(said('2026-11-24T09:10:00.000Z')).toEqual([' end of the school day', '10:30 Before break', '17:45 Club'])
  expect(said('2026-11-24T11:00:00.000Z')).toEqual([' end of the school day', '17:45 Club'])
  expect(said('2026-11-24T16:00:00.000Z')).toEqual([' end of the next school day', '17:45 Club'])
  expect(said('2026-11-24T18:00:00.000Z')).toEqual([' end of the next school day'])
  expect(said('2026-11-24T09:10:00.000Z', '2026-11-24')).toEqual([' end of the school day', '10:30 Before break'])
})

test.each([
  ['over half-term', '2026-10-23T14:00:00.000Z', '2026-11-03T08:40:00.000Z', true],
  ['in the holidays', '2026-10-28T10:00:00.000Z', '2026-11-03T15:30:00.000Z', true],
  ['over a bank holiday', '2027-04-30T14:00:00.000Z', '2027-05-04T07:40:00.000Z', true],
  ['over an ordinary weekend', '2026-11-06T15:40:00.000Z', '2026-11-09T08:40:00.000Z', false],
  ['until the next day', '2026-11-04T15:40:00.000Z', '2026-11-05T08:40:00.000Z', false],
  ['on the first day back itself', '2026-11-03T09:00:00.000Z', '2026-11-03T15:30:00.000Z', false],
  ['until the second day back', '2026-10-23T14:00:00.000Z', '2026-11-04T08:40:00.000Z', false],
])('%s it is said to be the first day back, or not', (_name, taken_at, due_at, said) => {
  expect(isFirstDayBack(due_at, taken_at, year)).toBe(said)
})

test.each([
  ['2026-11-24T09:00:00.000Z', 'end of the school day'], ['2026-11-24T16:00:00.000Z', 'end of the next school day'],
  ['2026-10-23T15:00:00.000Z', 'the first day back'],
])('taken at %s the usual choice says "%s"', (taken_at, words) => {
  expect(dueChoices({ taken_at, last_day: null }, year)[0]).toMatchObject({ until: '', words })
})
