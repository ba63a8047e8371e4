import { expect, test } from 'vitest'
import { corrected, type CorrectedBorrower, type CorrectionFacts, difference, problemsOfCorrection, type Wanted } from '../../src/corrections/rules.ts'
import type { Row } from '../../src/database/tables.ts'
import { calendarOf } from '../support/calendar.ts'

const calendar = calendarOf()
const facts: CorrectionFacts = { last_day: null, same_day: false, calendar, actor_id: 'lead' }

const open: Row<'loans'> = {
  id: 'loan', device_id: 'device', borrower_id: 'ann', class_id: null, answers_id: 'ann', purpose: 'Computing',
  taken_at: '2026-11-24T09:05:30.123Z', due_at: '2026-11-24T15:30:00.000Z', off_site: 0, source: 'desk', out_desk_id: null,
  booked_out_by_id: null, import_id: null, returned_at: null, back_desk_id: null, taken_back_by_id: null, on_charge: null,
  outcome: null, voided_at: null, voided_by_id: null,
}
const back: Row<'loans'> = { ...open, returned_at: '2026-11-24T11:00:10.000Z', outcome: 'returned', on_charge: 1, taken_back_by_id: 'bob' }

const asItIs: Wanted = {
  borrower_id: 'ann', answers_id: null, class_id: null, purpose: 'Computing', taken_day: '2026-11-24', taken_time: '09:05', outcome: null,
}
const asBack: Wanted = { ...asItIs, outcome: 'returned', returned_day: '2026-11-24', returned_time: '11:00' }
const changes = (loan: Row<'loans'>, wanted: Wanted, more = facts) => difference(loan, corrected(loan, wanted, more))

test.each([
  ['nothing typed differently changes nothing, to the millisecond', open, asItIs, {}],
  ['nor on one that is back', back, asBack, {}],
  ['another purpose', open, { ...asItIs, purpose: 'Coding' }, { purpose: 'Coding' }],
  ['another borrower answers for it too', open, { ...asItIs, borrower_id: 'cy' }, { borrower_id: 'cy', answers_id: 'cy' }],
  ['somebody else answers', open, { ...asItIs, answers_id: 'dot' }, { answers_id: 'dot' }],
  ['taken earlier the same day is due as before', open, { ...asItIs, taken_time: '08:55' }, { taken_at: '2026-11-24T08:55:00.000Z' }],
  ['taken the day before was due that day', open, { ...asItIs, taken_day: '2026-11-23' },
    { taken_at: '2026-11-23T09:05:00.000Z', due_at: '2026-11-23T15:30:00.000Z' }],
  ['closed afterwards, by whoever says so', open, { ...asBack, outcome: 'returned unscanned' as const },
    { returned_at: '2026-11-24T11:00:00.000Z', outcome: 'returned unscanned', taken_back_by_id: 'lead' }],
  ['back in the minute of taking is not back before it', open, { ...asBack, returned_time: '09:05' },
    { returned_at: '2026-11-24T09:05:30.123Z', outcome: 'returned', taken_back_by_id: 'lead' }],
  ['out after all', back, asItIs, { returned_at: null, outcome: null, on_charge: null, taken_back_by_id: null }],
])('%s', (_, loan, wanted, expected) => {
  const { before, after } = changes(loan, wanted)
  expect(after).toEqual(expected)
  expect(before).toEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, loan[key as keyof typeof loan]])))
})

test('a club that was asked for is still asked for on another day', () => {
  const club = { ...open, due_at: '2026-11-24T17:45:00.000Z' }
  expect(changes(club, { ...asItIs, taken_day: '2026-11-23' }).after.due_at).toBe('2026-11-23T17:45:00.000Z')
})

test('another borrower’s last day moves the due time', () => {
  const late = { ...open, due_at: '2026-11-27T15:30:00.000Z' }
  expect(changes(late, { ...asItIs, borrower_id: 'cy' }, { ...facts, last_day: '2026-11-24' }).after.due_at).toBe('2026-11-24T15:30:00.000Z')
})

const here: CorrectedBorrower = { kind: 'staff', first_day: null, last_day: null, answers_kind: null }
const now = new Date('2026-11-24T12:00:00.000Z')
const problems = (loan: Row<'loans'>, wanted: Partial<Wanted>, borrower: Partial<CorrectedBorrower> = {}) =>
  problemsOfCorrection(loan, corrected(loan, { ...asBack, ...wanted }, facts), { ...here, ...borrower }, now).map(({ name }) => name)

test.each([
  ['nothing different', back, {}, {}, ['']],
  ['struck out', { ...back, voided_at: '2026-11-24T11:30:00.000Z' }, { purpose: 'Coding' }, {}, ['']],
  ['taken tomorrow', back, { taken_day: '2026-11-25' }, {}, ['taken_day']],
  ['back later today', back, { returned_time: '12:01' }, {}, ['returned_day']],
  ['back before it was taken', back, { returned_time: '09:00' }, {}, ['returned_day']],
  ['a borrower not here yet', back, { borrower_id: 'cy' }, { first_day: '2026-11-25' }, ['borrower_id']],
  ['a borrower gone by then', back, { borrower_id: 'cy' }, { last_day: '2026-11-23' }, ['borrower_id']],
  ['a volunteer with nobody to answer', back, { borrower_id: 'cy' }, { kind: 'volunteer' }, ['answers_id']],
  ['a volunteer for whom staff answer', back, { borrower_id: 'cy', answers_id: 'dot' }, { kind: 'volunteer', answers_kind: 'staff' }, []],
  ['closing what somebody who left still had', open, { outcome: 'returned unscanned' }, { last_day: '2026-11-20' }, []],
  ['two things at once', back, { borrower_id: 'cy', returned_time: '13:00' }, { last_day: '2026-11-23' }, ['returned_day', 'borrower_id']],
] as const)('%s', (_, loan, wanted, borrower, expected) => {
  expect(problems(loan, wanted, borrower)).toEqual(expected)
})
