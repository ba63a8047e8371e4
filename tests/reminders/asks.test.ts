import { describe, expect, test } from 'vitest'
import { type Ask, linesOf, told, weekly } from '../../src/reminders/ledger.ts'
import { remindersOwed } from '../../src/reminders/rules.ts'
import { adult, DEFAULTS, loanOut, reminderFacts } from '../support/reminders.ts'

type Changes = Parameters<typeof reminderFacts>[0]

const ask = (person_id: string, changes: Partial<Ask> = {}): Ask => (
  { person_id, kind: 'unsigned', what: 'agreement', ...weekly('2026-11-24'), items: [], link: '/agreements', ...changes })
const asks = [ask('marlo')]
const sent = (person: string, what: 'letter' | 'agreement', period: string) => new Set([told(person, { kind: what === 'letter' ? 'digest' : 'unsigned', what, period })])

/** "marlo: digest LT-0001 & unsigned", one letter a line. */
function owed(moment: string, changes: Changes): string[] {
  return remindersOwed(reminderFacts({ loans: [], ...changes }), new Date(moment)).map((one) => (
    `${one.adult.id}: ${[...one.sections.map(({ kind }) => kind), ...one.asks.map(({ kind }) => kind)].join(' & ')}`))
}

describe('what another feature asks is a part of the one letter of a day (Tuesday 24 November)', () => {
  const overdue = [loanOut('LT-0001', 'marlo', { taken_at: '2026-11-23T09:00:00.000Z', due_at: '2026-11-23T15:30:00.000Z' })]
  const club = [loanOut('LT-0001', 'marlo', { due_at: '2026-11-24T17:45:00.000Z' })]
  const quiet = { settings: { ...DEFAULTS, remind_evening: false, remind_long_overdue: false } }
  test.each<[string, string, Changes, string[]]>([
    ['alone it waits until half an hour before the day ends', '2026-11-24T14:59:00.000Z', { asks }, []],
    ['and goes then', '2026-11-24T15:00:00.000Z', { asks }, ['marlo: unsigned']],
    ['later where the server was off', '2026-11-24T18:00:00.000Z', { asks }, ['marlo: unsigned']],
    ['with what is overdue it goes in the morning', '2026-11-24T08:40:00.000Z', { ...quiet, asks, loans: overdue }, ['marlo: digest & unsigned']],
    ['it takes what is due later today along', '2026-11-24T15:00:00.000Z', { ...quiet, asks, loans: club }, ['marlo: digest & unsigned']],
    ['nobody has a second letter of a day', '2026-11-24T15:00:00.000Z', { asks, ledger: sent('marlo', 'letter', '2026-11-24') }, []],
    ['told six days ago: not again', '2026-11-24T15:00:00.000Z', { asks, ledger: sent('marlo', 'agreement', '2026-11-18') }, []],
    ['told seven days ago: again', '2026-11-24T15:00:00.000Z', { asks, ledger: sent('marlo', 'agreement', '2026-11-17') }, ['marlo: unsigned']],
    ['told to somebody else: that is another matter', '2026-11-24T15:00:00.000Z', { asks, ledger: sent('imogen', 'agreement', '2026-11-24') }, ['marlo: unsigned']],
    ['one that is told once for a period', '2026-11-24T15:00:00.000Z', { asks: [ask('marlo', { period: 'Autumn 2', quiet: ['Autumn 2'] })], ledger: sent('marlo', 'agreement', 'Autumn 2') }, []],
    ['and again for the next', '2026-11-24T15:00:00.000Z', { asks: [ask('marlo', { period: 'Spring 1', quiet: ['Spring 1'] })], ledger: sent('marlo', 'agreement', 'Autumn 2') }, ['marlo: unsigned']],
    ['the lead’s waits for the check', '2026-11-24T15:30:00.000Z', { asks: [ask('wren')] }, []],
    ['and goes with it', '2026-11-24T15:45:00.000Z', { asks: [ask('wren')] }, ['wren: unsigned']],
    ['it is no matter of the evening before', '2026-11-24T08:40:00.000Z', { asks: [ask('wren')] }, []],
    ['none on a closed day', '2026-11-28T15:00:00.000Z', { asks }, []],
    ['none during a pause', '2026-11-24T15:00:00.000Z', { asks, paused_since: '2026-11-24T14:50:00.000Z' }, []],
    ['none to somebody who has no address', '2026-11-24T15:00:00.000Z', { asks, adults: [adult('marlo', { email: null })] }, []],
    ['none to somebody who has left', '2026-11-24T15:00:00.000Z', { asks, adults: [adult('marlo', { last_day: '2026-11-23' })] }, []],
  ])('%s', (_, moment, changes, letters) => expect(owed(moment, changes)).toEqual(letters))
})

test('what is asked has a line of its own in the ledger, after the letter’s', () => {
  const [letter] = remindersOwed(reminderFacts({ asks }), new Date('2026-11-24T15:00:00.000Z'))
  expect(linesOf(letter!).map(({ kind, what, period }) => `${kind} ${what} ${period}`)).toEqual([
    'digest letter 2026-11-24', 'digest loan of LT-0001 2026-11-24', 'unsigned agreement 2026-11-24',
  ])
})
