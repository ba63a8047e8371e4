import { expect, it } from 'vitest'
import { together } from '../../src/people/past-rules.ts'
import { hasWords, nextAct, postWords, standingOf } from '../../src/people/rules.ts'

const TODAY = '2026-11-24'
const SOON = '2026-12-15'

it.each([
  [null, null, 'here'],
  ['2026-11-24', '2027-07-22', 'here'],
  ['2026-11-25', null, 'to come'],
  [null, '2026-11-24', 'leaving'],
  [null, '2026-12-15', 'leaving'],
  [null, '2026-12-16', 'here'],
  [null, '2026-11-23', 'left'],
  ['2026-11-25', '2026-11-30', 'to come'],
])('with a first day of %s and a last day of %s somebody is %s', (first_day, last_day, standing) => {
  expect(standingOf({ first_day, last_day }, TODAY, SOON)).toBe(standing)
})

it.each([
  [{ out: 0, overdue: 0, kept: 0 }, 'Has nothing'],
  [{ out: 1, overdue: 0, kept: 0 }, '1 device out'],
  [{ out: 3, overdue: 2, kept: 1 }, '3 devices out, 2 overdue, looks after 1'],
  [{ out: 0, overdue: 0, kept: 2 }, 'Looks after 2 devices'],
  [{ out: 0, overdue: 0, kept: 1 }, 'Looks after 1 device'],
])('says what somebody has: %o', (has, words) => {
  expect(hasWords(has)).toBe(words)
})

const facts = { standing: 'here' as const, first_out: null, first_kept: null, has_badge: true, may_edit: true }
it.each([
  ['brings back what is out before anything else', { first_out: 'LT-1', has_badge: false }, { kind: 'bring back', code: 'LT-1' }],
  ['hands in what a leaver looks after', { first_kept: 'LT-2', standing: 'leaving' as const }, { kind: 'hand in', code: 'LT-2' }],
  ['leaves alone what somebody here looks after', { first_kept: 'LT-2' }, null],
  ['gives a badge to whoever has none', { has_badge: false }, { kind: 'badge' }],
  ['gives none to whoever has left', { has_badge: false, standing: 'left' as const }, null],
  ['offers no badge to those who may not give one', { has_badge: false, may_edit: false }, null],
])('%s', (_, changes, act) => {
  expect(nextAct({ ...facts, ...changes })).toEqual(act)
})

it.each([
  ['Class teacher', ['Computing lead'], 'Class teacher, Computing lead'],
  ['Head teacher', ['Head teacher'], 'Head teacher'],
  ['Class teacher and computing lead', ['Computing lead', 'Office'], 'Class teacher and computing lead, Office'],
])('says a post as %s with %o once', (post, roles, words) => {
  expect(postWords(post, roles)).toBe(words)
})

const loan = {
  id: 'x', type_name: 'iPad', class_name: 'Year 4 Oak', purpose: 'Music', taken_at: '2026-11-24T09:00:00.000Z',
  due_at: '2026-11-24T15:30:00.000Z', returned_at: '2026-11-24T10:00:00.000Z', outcome: 'returned' as const, voided_at: null,
}
it.each<[string, object, boolean]>([
  ['a minute apart', { taken_at: '2026-11-24T08:59:00.000Z', returned_at: '2026-11-24T10:01:00.000Z' }, true],
  ['another lesson', { taken_at: '2026-11-24T08:40:00.000Z' }, false],
  ['another purpose', { purpose: 'Maths' }, false],
  ['another type', { type_name: 'Camera' }, false],
  ['back much later', { returned_at: '2026-11-24T15:00:00.000Z' }, false],
  ['not back', { returned_at: null, outcome: null }, false],
  ['undone', { voided_at: '2026-11-24T10:00:00.000Z' }, false],
])('tells two loans as one: %s', (_, changes, one) => {
  const entries = together([{ ...loan, code: 'IP-2' }, { ...loan, code: 'IP-1', ...changes }])
  expect(entries.map(({ codes }) => codes)).toEqual(one ? [['IP-1', 'IP-2']] : [['IP-2'], ['IP-1']])
})
