import { expect, test } from 'vitest'
import { type ArrivalFacts, isAnsweredFor, problemsOfArrival, stayFrom } from '../../src/reception/rules.ts'

const TODAY = '2026-11-24'
const known = { id: 'p', name: 'Imogen Vale', kind: 'supply' as const, first_day: null, last_day: null }
const facts: ArrivalFacts = {
  today: TODAY, kind: 'supply', person: null, last_day: TODAY, class_id: null, class_known: false, answers_id: 's', answers_here: true,
}

test.each<[string, Partial<ArrivalFacts>, string[]]>([
  ['a supply teacher for whom staff answer', {}, []],
  ['in a class of this year', { class_id: 'c', class_known: true }, []],
  ['in a class of last year', { class_id: 'c' }, ['class_id']],
  ['until yesterday', { last_day: '2026-11-23' }, ['last_day']],
  ['a supply teacher for whom nobody answers', { answers_id: null }, ['answers_id']],
  ['a student for whom nobody answers', { kind: 'student', answers_id: null }, ['answers_id']],
  ['a governor for whom nobody answers', { kind: 'governor', answers_id: null }, []],
  ['a visitor for whom somebody who left answers', { kind: 'visitor', answers_here: false }, ['answers_id']],
  ['answering for themselves', { person: known, answers_id: 'p' }, ['answers_id']],
  ['staff who are new', { kind: 'staff' }, ['kind']],
  ['staff who forgot their badge', { kind: 'staff', person: { ...known, kind: 'staff' }, answers_id: null }, []],
  ['staff who forgot their badge, as a visitor', { kind: 'visitor', person: { ...known, kind: 'staff' } }, ['kind']],
  ['staff who left and come back as supply', { person: { ...known, kind: 'staff', last_day: '2026-07-21' } }, []],
  ['everything at once', { kind: 'staff', last_day: '2026-11-01', class_id: 'c', answers_here: false }, ['kind', 'last_day', 'class_id', 'answers_id']],
])('%s', (_name, changes, names) => {
  expect(problemsOfArrival({ ...facts, ...changes }).map(({ name }) => name)).toEqual(names)
})

test.each([
  ['who left last term', { first_day: '2026-01-05', last_day: '2026-07-21' }, { first_day: '2026-01-05', last_day: TODAY }],
  ['who is here for longer', { first_day: null, last_day: '2026-12-18' }, { first_day: null, last_day: '2026-12-18' }],
  ['who is here for good', { first_day: null, last_day: null }, { first_day: null, last_day: null }],
  ['who comes before their first day', { first_day: '2026-12-01', last_day: null }, { first_day: TODAY, last_day: null }],
])('the stay of somebody %s', (_name, stay, then) => expect(stayFrom(stay, TODAY, TODAY)).toEqual(then))

test('a member of staff answers for supply, students, volunteers and visitors', () => {
  const kinds = ['staff', 'supply', 'student', 'governor', 'volunteer', 'visitor'] as const
  expect(kinds.filter(isAnsweredFor)).toEqual(['supply', 'student', 'volunteer', 'visitor'])
})
