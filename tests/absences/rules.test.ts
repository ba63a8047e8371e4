import { expect, test } from 'vitest'
import { countsUntil, dayProblems, returnsOn, standingOf } from '../../src/absences/rules.ts'
import type { UnsentLine } from '../../src/reminders/ledger.ts'
import { whatRemains } from '../../src/reminders/remains.ts'
import { remindersOwed } from '../../src/reminders/rules.ts'
import { calendarOf, specialDays } from '../support/calendar.ts'
import { adult, loanOut, notFound, reminderFacts } from '../support/reminders.ts'

test.each([
  ['2026-11-27', null, null, 2, 'arranged'], ['2026-11-26', null, null, 2, 'late'], ['2026-11-26', null, null, 0, 'all back'],
  ['2026-11-27', '2026-11-26T09:00:00.000Z', null, 0, 'all back'], ['2026-11-27', '2026-11-26T09:00:00.000Z', 'imogen', 2, 'done'],
])('a return by %s, done at %s by %s, with %i awaited on Friday 27 November: %s', (by_day, done_at, done_by_id, awaited, standing) => {
  expect(standingOf({ by_day, done_at, done_by_id, awaited }, '2026-11-27')).toBe(standing)
})

test('what is arranged by today is in time, what was by yesterday is not, and both adults are away', () => {
  const found = returnsOn([
    { person_id: 'marlo', by_day: '2026-11-27', device_id: 'd1', loan_id: 'l1' }, { person_id: 'imogen', by_day: '2026-11-26', device_id: 'd2', loan_id: null },
  ], '2026-11-27')
  expect([...found.away]).toEqual(['marlo', 'imogen'])
  expect([...found.until]).toEqual([['d1', '2026-11-27'], ['l1', '2026-11-27']])
})

test.each([
  ['2026-11-26', ['That day has passed']], ['2026-11-27', []], ['2026-11-28', ['The school is closed on that day']], ['2027-11-29', ['Choose a day within the next year']],
])('a return by %s, arranged on Friday 27 November: %j', (day, problems) => {
  expect(dayProblems(day, '2026-11-27', calendarOf()).map(({ message }) => message)).toEqual(problems)
})

/** "marlo: digest LT-0001 & unsigned", one letter a line, on Wednesday 25 November at four. */
function owed(changes: Parameters<typeof reminderFacts>[0]): string[] {
  return remindersOwed(reminderFacts(changes), new Date('2026-11-25T16:00:00.000Z')).map(({ adult, sections, asks }) => (
    `${adult.id}: ${[...sections.map(({ kind, late }) => `${kind} ${late.map(({ code }) => code).join(' ')}`), ...asks.map(({ kind }) => kind)].join(' & ')}`))
}

const back = (by_day: string, person_id = 'marlo') => [{ person_id, by_day, device_id: 'd1', loan_id: 'loan of LT-0001' }]
const ask = (person_id: string) => ({ person_id, kind: 'unsigned' as const, what: 'a', period: 'p', quiet: ['p'], items: [], link: '/' })

test('nobody who is away is reminded of anything, whatever asks; whoever else is told is not told of what is in time', () => {
  expect(owed({ asks: [ask('marlo')] })).toEqual(['marlo: digest LT-0001 & unsigned', 'wren: evening LT-0001'])
  expect(owed({ asks: [ask('marlo'), ask('imogen')], returns: back('2026-11-25') })).toEqual(['imogen: unsigned'])
  expect(owed({ asks: [ask('marlo')], returns: back('2026-11-24') })).toEqual(['wren: evening LT-0001'])
})

test('whoever answers for it is told again once the day has passed', () => {
  const loans = [loanOut('LT-0001', 'marlo', { answers_id: 'imogen', answers: 'Person imogen' })]
  expect(owed({ loans, returns: back('2026-11-27') })).toEqual([])
  expect(owed({ loans, returns: back('2026-11-24') })).toEqual(['imogen: digest LT-0001', 'wren: evening LT-0001'])
})

test('what the closed check missed before the return was arranged is not looked for until its day has passed', () => {
  const check = { day: '2026-11-25', not_back: [notFound('LT-0001', { what: 'd1' }), notFound('LT-0002')], later: [] }
  expect(owed({ loans: [], check, returns: back('2026-11-25') })).toEqual(['wren: evening LT-0002'])
  expect(owed({ loans: [], check, returns: back('2026-11-24') })).toEqual(['wren: evening LT-0001 LT-0002'])
})

test('a lead who is away is written to no more either', () => {
  expect(owed({ adults: [adult('wren', { roles: ['lead'] })], returns: back('2026-11-27', 'wren'), loans: [loanOut('LT-0002', 'marlo')] })).toEqual([])
})

test('the lead’s letter of the evening names what is arranged beside what is not back, and is not written for it alone', () => {
  const loans = [loanOut('LT-0001', 'marlo'), loanOut('LT-0002', 'imogen')]
  const now = new Date('2026-11-25T16:00:00.000Z')
  const [evening] = remindersOwed(reminderFacts({ loans, returns: back('2026-11-27') }), now).find(({ adult }) => adult.id === 'wren')!.sections
  expect([evening!.late.map(({ code }) => code), evening!.later.map(({ code, return_by }) => [code, return_by])]).toEqual([['LT-0002'], [['LT-0001', '2026-11-27']]])
  expect(remindersOwed(reminderFacts({ loans: loans.slice(0, 1), returns: back('2026-11-27') }), now)).toEqual([])
})

test('a letter that has not gone when the return is arranged says so when it goes, and reminds nobody else of it', () => {
  const line = (kind: UnsentLine['kind'], what: string): UnsentLine => (
    { kind, what, period: '2026-11-25', id: what, letter_id: 'l', person_id: 'wren', created_at: '2026-11-25T15:45:00.000Z', due_at: null, returned_at: null, voided_at: null })
  const facts = reminderFacts({ loans: [loanOut('LT-0001', 'marlo'), loanOut('LT-0002', 'imogen')], returns: back('2026-11-27') })
  const now = new Date('2026-11-25T16:00:00.000Z')
  const { sections } = whatRemains([line('evening', 'loan of LT-0001'), line('evening', 'loan of LT-0002'), line('digest', 'loan of LT-0001')], facts, now)
  expect(sections.map(({ kind, late, later }) => [kind, late.map(({ code }) => code), later.map(({ return_by }) => return_by)])).toEqual([['evening', ['LT-0002'], ['2026-11-27']]])
  expect(whatRemains([line('evening', 'loan of LT-0001')], facts, now).sections).toEqual([])
})

test('a day that the school closes afterwards counts no more: the next with staff in does', () => {
  const snow = calendarOf({ special: specialDays(['2026-11-27', 'closed']) })
  expect([countsUntil('2026-11-27', calendarOf()), countsUntil('2026-11-27', snow)]).toEqual(['2026-11-27', '2026-11-30'])
})
