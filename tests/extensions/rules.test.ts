import { expect, test } from 'vitest'
import { type ExtendFacts, extended } from '../../src/extensions/rules.ts'
import { larkfieldYear } from '../support/calendar.ts'

const calendar = larkfieldYear()
const now = new Date('2026-11-24T10:00:00.000Z')
const mine: ExtendFacts = {
  borrower_id: 'marlo', due_at: '2026-11-24T15:30:00.000Z', returned_at: null, voided_at: null, last_day: null, same_day: false, times: 0,
  by: { person_id: 'marlo', is_lead: false }, wanted: null,
}
const lead = { by: { person_id: 'wren', is_lead: true } }

test.each([
  ['until the end of the next day', {}, '2026-11-25T15:30:00.000Z'],
  ['from a Friday until Monday', { due_at: '2026-11-27T15:30:00.000Z' }, '2026-11-30T15:30:00.000Z'],
  ['a club’s end on a Friday until Monday', { due_at: '2026-11-27T17:45:00.000Z' }, '2026-11-30T15:30:00.000Z'],
  ['over Christmas until the INSET day', { due_at: '2026-12-18T13:30:00.000Z' }, '2027-01-04T15:30:00.000Z'],
  ['until an early end', { due_at: '2026-12-17T15:30:00.000Z' }, '2026-12-18T13:30:00.000Z'],
  ['long overdue: until the end of today', { due_at: '2026-11-19T15:30:00.000Z' }, '2026-11-24T15:30:00.000Z'],
  ['no longer than the last day', { due_at: '2026-11-24T12:00:00.000Z', last_day: '2026-11-24' }, '2026-11-24T15:30:00.000Z'],
  ['a last day on a Sunday', { due_at: '2026-11-26T15:30:00.000Z', last_day: '2026-11-29' }, '2026-11-27T15:30:00.000Z'],
  ['by the lead, a second time', { ...lead, times: 1 }, '2026-11-25T15:30:00.000Z'],
  ['by the lead, until a time', { ...lead, wanted: '2026-12-01T12:00:00.000Z' }, '2026-12-01T12:00:00.000Z'],
  ['by the lead, later today', { ...lead, wanted: '2026-11-24T17:00:00.000Z' }, '2026-11-24T17:00:00.000Z'],
  ['for the day only, by the lead, later the same day', { ...lead, same_day: true, wanted: '2026-11-24T17:00:00.000Z' }, '2026-11-24T17:00:00.000Z'],
  ['over the clocks going forward', { due_at: '2027-03-25T15:30:00.000Z' }, '2027-03-30T14:30:00.000Z'],
])('%s', (_name, facts, due_at) => {
  expect(extended({ ...mine, ...facts }, calendar, now)).toEqual({ due_at })
})

test.each([
  ['struck out', { voided_at: now.toISOString() }, ['This entry is struck out']],
  ['back already', { returned_at: now.toISOString() }, ['It is back already']],
  ['back already, for the lead', { ...lead, returned_at: now.toISOString() }, ['It is back already']],
  ['somebody else’s', { by: { person_id: 'imogen', is_lead: false } }, ['Only whoever has it can keep it longer, or the computing lead']],
  ['a second time', { times: 1 }, ['You have kept it longer once already. Ask the computing lead']],
  ['a time that a borrower types', { wanted: '2026-12-01T12:00:00.000Z' }, ['Only the computing lead chooses another time']],
  ['both at once', { times: 1, wanted: '2026-12-01T12:00:00.000Z' }, ['You have kept it longer once already. Ask the computing lead', 'Only the computing lead chooses another time']],
  ['due on the last day', { last_day: '2026-11-24' }, ['It is due on the last day of whoever has it, and cannot stay out longer']],
  ['due on the last day, for the lead', { ...lead, last_day: '2026-11-24' }, ['It is due on the last day of whoever has it, and cannot stay out longer']],
  ['for the day only', { same_day: true }, ['Whoever has it borrows for the day only, and it cannot stay out longer']],
  ['for the day only, by the lead until tomorrow', { ...lead, same_day: true, wanted: '2026-11-25T12:00:00.000Z' }, ['Whoever has it borrows for the day only, and it cannot stay out longer']],
  ['a time that has passed', { ...lead, due_at: '2026-11-23T15:30:00.000Z', wanted: '2026-11-24T09:00:00.000Z' }, ['That time has passed']],
  ['a time before it is due', { ...lead, wanted: '2026-11-24T12:00:00.000Z' }, ['It is due later than that already']],
  ['a Saturday', { ...lead, wanted: '2026-11-28T12:00:00.000Z' }, ['The school is closed on that day']],
  ['Christmas', { ...lead, wanted: '2026-12-22T12:00:00.000Z' }, ['The school is closed on that day']],
  ['after the last day', { ...lead, last_day: '2026-11-27', wanted: '2026-11-30T12:00:00.000Z' }, ['That is after the last day of whoever has it']],
])('refused: %s', (_name, facts, words) => {
  const outcome = extended({ ...mine, ...facts }, calendar, now)
  expect('refusals' in outcome && outcome.refusals.map(({ message }) => message)).toEqual(words)
})
