import { describe, expect, test } from 'vitest'
import { lettersWithdrawn, linesOf, type Section, told, type UnsentLine } from '../../src/reminders/ledger.ts'
import { remindersOwed, toldOfTheft } from '../../src/reminders/rules.ts'
import { calendarOf, larkfieldYear, specialDays } from '../support/calendar.ts'
import { adult, DEFAULTS, loanOut, notFound, reminderFacts } from '../support/reminders.ts'

type Changes = Parameters<typeof reminderFacts>[0]

const telling = ({ kind, late, later }: Section) =>
  [kind, late.map(({ code }) => code).join(' '), later.length > 0 ? `+ ${later.map(({ code }) => code).join(' ')}` : ''].filter((part) => part !== '').join(' ')

/** "marlo: digest LT-0001", one letter a line. */
function owed(moment: string, changes: Changes = {}): string[] {
  return remindersOwed(reminderFacts(changes), new Date(moment)).map(({ adult, sections }) => `${adult.id}: ${sections.map(telling).join(', ')}`)
}

const club = loanOut('IP-0002', 'marlo', { due_at: '2026-11-24T17:45:00.000Z' })
const lesson = loanOut('IP-0003', 'marlo', { due_at: '2026-11-24T10:30:00.000Z' })
const ofClass = loanOut('IP-0004', 'marlo', { answers_id: 'imogen', class_id: 'c1', class_name: 'Year 4 Oak' })
const offSite = loanOut('LT-0005', 'marlo', { taken_at: '2026-11-23T15:40:00.000Z', due_at: '2026-11-24T08:40:00.000Z' })

describe('the day something is due (Tuesday 24 November)', () => {
  test.each<[string, string, Changes, string[]]>([
    ['nothing half an hour and a minute before the end of the day', '2026-11-24T14:59:00.000Z', {}, []],
    ['a digest half an hour before the end', '2026-11-24T15:00:00.000Z', {}, ['marlo: digest + LT-0001']],
    ['the minutes are a setting', '2026-11-24T15:00:00.000Z', { settings: { ...DEFAULTS, remind_minutes_before: 20 } }, []],
    ['a server that was off sends it late', '2026-11-24T15:40:00.000Z', {}, ['marlo: digest LT-0001']],
    ['one letter for several devices, a club among them', '2026-11-24T15:00:00.000Z', { loans: [loanOut('LT-0001', 'marlo'), club] }, ['marlo: digest + LT-0001 IP-0002']],
    ['a club alone waits for its own end', '2026-11-24T17:14:00.000Z', { loans: [club] }, []],
    ['and is called half an hour before it', '2026-11-24T17:15:00.000Z', { loans: [club] }, ['marlo: digest + IP-0002']],
    ['a lesson that ended waits for the end of the day', '2026-11-24T11:00:00.000Z', { loans: [lesson] }, []],
    ['and is late by then', '2026-11-24T15:00:00.000Z', { loans: [lesson] }, ['marlo: digest IP-0003']],
    ['due at the start of today is no matter of the morning', '2026-11-24T09:00:00.000Z', { loans: [offSite] }, []],
    ['but of the end of the day', '2026-11-24T15:00:00.000Z', { loans: [offSite] }, ['marlo: digest LT-0005']],
    ['taken after the call: not called at once', '2026-11-24T15:10:00.000Z', { loans: [loanOut('LT-0001', 'marlo', { taken_at: '2026-11-24T15:05:00.000Z' })] }, []],
    ['a class’s: whoever answers is told too', '2026-11-24T15:00:00.000Z', { loans: [ofClass] }, ['marlo: digest + IP-0004', 'imogen: digest + IP-0004']],
    ['nobody’s class, not back on its day: whoever answers is told too', '2026-11-25T09:00:00.000Z', { ...noEvening, loans: [{ ...ofClass, class_id: null }] }, ['marlo: digest IP-0004', 'imogen: digest IP-0004']],
    ['nobody’s class: whoever answers is not told', '2026-11-24T15:00:00.000Z', { loans: [{ ...ofClass, class_id: null }] }, ['marlo: digest + IP-0004']],
    ['a day that ends at 1:30', '2026-11-24T13:00:00.000Z', {
      calendar: calendarOf({ special: specialDays(['2026-11-24', 'short', '13:30']) }), loans: [loanOut('LT-0001', 'marlo', { due_at: '2026-11-24T13:30:00.000Z' })],
    }, ['marlo: digest + LT-0001']],
  ])('%s', (_, moment, changes, letters) => expect(owed(moment, changes)).toEqual(letters))
})

const noEvening = { settings: { ...DEFAULTS, remind_evening: false } }

describe('the morning after', () => {
  test.each<[string, string, Changes, string[]]>([
    ['nothing before the day starts', '2026-11-25T08:39:00.000Z', noEvening, []],
    ['a digest when it starts', '2026-11-25T08:40:00.000Z', noEvening, ['marlo: digest LT-0001']],
    ['with what is due today as well', '2026-11-25T08:40:00.000Z', { ...noEvening, loans: [loanOut('LT-0001', 'marlo'), loanOut('LT-0002', 'marlo', { due_at: '2026-11-25T15:30:00.000Z' })] }, ['marlo: digest LT-0001 + LT-0002']],
    ['and none in the afternoon', '2026-11-25T15:00:00.000Z', { ...noEvening, ledger: sent('marlo', '2026-11-25') }, []],
    ['yesterday’s does not count', '2026-11-25T08:40:00.000Z', { ...noEvening, ledger: sent('marlo', '2026-11-24') }, ['marlo: digest LT-0001']],
    ['the clocks have gone back: 8:40 is 8:40', '2026-10-26T08:40:00.000Z', { ...noEvening, loans: [loanOut('LT-0001', 'marlo', { taken_at: '2026-10-23T09:00:00.000Z', due_at: '2026-10-23T14:30:00.000Z' })] }, ['marlo: digest LT-0001']],
    ['and 7:40 UTC is too early', '2026-10-26T07:40:00.000Z', { ...noEvening, loans: [loanOut('LT-0001', 'marlo', { taken_at: '2026-10-23T09:00:00.000Z', due_at: '2026-10-23T14:30:00.000Z' })] }, []],
    ['the clocks have gone forward: 8:40 is 7:40 UTC', '2026-03-30T07:40:00.000Z', { ...noEvening, loans: [loanOut('LT-0001', 'marlo', { taken_at: '2026-03-27T09:00:00.000Z', due_at: '2026-03-27T15:30:00.000Z' })] }, ['marlo: digest LT-0001']],
    ['and half an hour before the end is 14:00 UTC', '2026-03-30T14:00:00.000Z', { ...noEvening, loans: [loanOut('LT-0001', 'marlo', { taken_at: '2026-03-30T08:00:00.000Z', due_at: '2026-03-30T14:30:00.000Z' })] }, ['marlo: digest + LT-0001']],
  ])('%s', (_, moment, changes, letters) => expect(owed(moment, changes)).toEqual(letters))
})

const snow = calendarOf({ special: specialDays(['2026-11-25', 'closed']) })
const monday = (changes: Partial<ReturnType<typeof loanOut>> = {}) => loanOut('LT-0001', 'marlo', { taken_at: '2026-11-23T09:00:00.000Z', due_at: '2026-11-23T15:30:00.000Z', ...changes })

describe('quiet', () => {
  const all = { loans: [monday()] }
  test.each<[string, string, Changes]>([
    ['on a Saturday', '2026-11-28T12:00:00.000Z', all],
    ['on a day of snow', '2026-11-25T16:00:00.000Z', { ...all, calendar: snow }],
    ['in half-term', '2026-10-28T16:00:00.000Z', { calendar: larkfieldYear(), loans: [monday({ taken_at: '2026-10-20T09:00:00.000Z', due_at: '2026-10-20T14:30:00.000Z' })] }],
    ['on a bank holiday', '2027-03-26T16:00:00.000Z', { calendar: larkfieldYear(), loans: [monday({ taken_at: '2027-03-22T09:00:00.000Z', due_at: '2027-03-22T15:30:00.000Z' })] }],
    ['while there is a pause', '2026-11-25T16:00:00.000Z', { ...all, paused_since: '2026-11-25T14:00:00.000Z' }],
    ['when everything is back', '2026-11-26T16:00:00.000Z', { loans: [] }],
    ['when each kind is switched off', '2026-11-27T16:00:00.000Z', { ...all, settings: { ...DEFAULTS, remind_borrowers: false, remind_evening: false, remind_long_overdue: false } }],
  ])('%s', (_, moment, changes) => expect(owed(moment, changes)).toEqual([]))

  test('but not on an INSET day, when staff are in', () => {
    const calendar = calendarOf({ special: specialDays(['2026-11-25', 'staff only']) })
    expect(owed('2026-11-25T09:00:00.000Z', { ...noEvening, calendar })).toEqual(['marlo: digest LT-0001'])
  })

  test.each<[string, ReturnType<typeof adult>, string[]]>([
    ['on the last day whoever answers is told too: it did not come back on its day', adult('marlo', { last_day: '2026-11-25' }), ['marlo: digest LT-0001', 'imogen: digest LT-0001']],
    ['past the last day whoever answers is told instead', adult('marlo', { last_day: '2026-11-24' }), ['imogen: digest LT-0001']],
    ['without an address whoever answers is told instead', adult('marlo', { email: null }), ['imogen: digest LT-0001']],
  ])('somebody who leaves: %s', (_, marlo, letters) => {
    const loans = [loanOut('LT-0001', 'marlo', { answers_id: 'imogen' })]
    expect(owed('2026-11-25T09:00:00.000Z', { ...noEvening, loans, adults: [marlo, adult('imogen')] })).toEqual(letters)
  })

  test('what was due on a day closed afterwards is not late the next morning, and due by its end', () => {
    const calendar = calendarOf({ special: specialDays(['2026-11-24', 'closed']) })
    expect(owed('2026-11-25T08:40:00.000Z', { calendar })).toEqual([])
    expect(owed('2026-11-25T15:00:00.000Z', { calendar })).toEqual(['marlo: digest + LT-0001'])
  })
})

const onlyEvening = { settings: { ...DEFAULTS, remind_borrowers: false, remind_long_overdue: false } }
const noDigest = { settings: { ...DEFAULTS, remind_borrowers: false } }

describe('the evening list', () => {
  test.each<[string, string, Changes, string[]]>([
    ['not before the check', '2026-11-24T15:44:00.000Z', noDigest, []],
    ['after it, to the lead alone', '2026-11-24T15:45:00.000Z', noDigest, ['wren: evening LT-0001']],
    ['once', '2026-11-24T16:00:00.000Z', { ...noDigest, ledger: sent('wren', '2026-11-24') }, []],
    ['with the club that is expected later', '2026-11-24T15:45:00.000Z', { ...noDigest, loans: [loanOut('LT-0001', 'marlo'), club] }, ['wren: evening LT-0001 + IP-0002']],
    ['none for the club alone', '2026-11-24T18:00:00.000Z', { ...noDigest, loans: [club] }, []],
    ['late, next morning, when the server was off', '2026-11-25T08:40:00.000Z', noDigest, ['wren: evening LT-0001']],
    ['after a week off: of the last evening alone', '2026-12-01T08:45:00.000Z', onlyEvening, ['wren: evening LT-0001']],
    ['on Monday none where Friday’s went', '2026-11-30T08:45:00.000Z', { ...onlyEvening, ledger: sent('wren', '2026-11-27') }, []],
    ['earlier on a day that ends earlier', '2026-11-24T13:45:00.000Z', {
      ...noDigest, calendar: calendarOf({ special: specialDays(['2026-11-24', 'short', '13:30']) }), loans: [loanOut('LT-0001', 'marlo', { due_at: '2026-11-24T13:30:00.000Z' })],
    }, ['wren: evening LT-0001']],
    ['at the school’s own time', '2026-11-24T16:29:00.000Z', { settings: { ...DEFAULTS, remind_borrowers: false, check_time: '16:30' } }, []],
  ])('%s', (_, moment, changes, letters) => expect(owed(moment, changes)).toEqual(letters))
})

const onlyLong = { settings: { ...DEFAULTS, remind_borrowers: false, remind_evening: false } }

describe('long overdue', () => {
  test.each<[string, string, Changes, string[]]>([
    ['two school days later: not yet', '2026-11-26T16:00:00.000Z', onlyLong, []],
    ['three school days later: the lead and the head', '2026-11-27T08:40:00.000Z', onlyLong, ['wren: escalation LT-0001', 'hedda: escalation LT-0001']],
    ['not before the day starts', '2026-11-27T08:39:00.000Z', onlyLong, []],
    ['a weekend counts for nothing', '2026-11-30T16:00:00.000Z', { ...onlyLong, loans: [loanOut('LT-0001', 'marlo', { due_at: '2026-11-26T15:30:00.000Z' })] }, []],
    ['nor does a day of snow', '2026-11-27T16:00:00.000Z', { ...onlyLong, calendar: snow }, []],
    ['each loan once', '2026-11-30T09:00:00.000Z', { ...onlyLong, ledger: new Set(['wren', 'hedda'].map((id) => told(id, { kind: 'escalation', what: 'loan of LT-0001', period: '2026-11-24' }))) }, []],
    ['one list a day: what comes later waits', '2026-11-27T11:00:00.000Z', { ...onlyLong, ledger: sent('wren', '2026-11-27') }, ['hedda: escalation LT-0001']],
    ['the days are a setting', '2026-11-25T08:40:00.000Z', { settings: { ...onlyLong.settings, long_overdue_days: 1 } }, ['wren: escalation LT-0001', 'hedda: escalation LT-0001']],
    ['a head who has left is not told', '2026-11-27T08:40:00.000Z', { ...onlyLong, adults: [adult('wren', { roles: ['lead'] }), adult('hedda', { roles: ['head'], last_day: '2026-11-20' })] }, ['wren: escalation LT-0001']],
    ['somebody who is both is told once', '2026-11-27T08:40:00.000Z', { ...onlyLong, adults: [adult('wren', { roles: ['lead', 'head'] })] }, ['wren: escalation LT-0001']],
  ])('%s', (_, moment, changes, letters) => expect(owed(moment, changes)).toEqual(letters))
})

const long = loanOut('LT-0009', 'imogen', { taken_at: '2026-11-19T09:00:00.000Z', due_at: '2026-11-19T15:30:00.000Z' })
const own = loanOut('CA-0001', 'wren', { due_at: '2026-11-24T15:30:00.000Z' })
const heads = loanOut('CA-0002', 'hedda')
const loans = [long, loanOut('LT-0001', 'marlo'), own, heads]
const lead = adult('wren', { roles: ['lead'] })
const check = { day: '2026-11-24', not_back: [notFound('IP-0009')], later: [] }

describe('one letter for each adult and day, whatever the kinds', () => {
  const two = { loans, adults: [lead, adult('hedda', { roles: ['head'] })] }
  test.each<[string, string, Changes, string[]]>([
    ['in the morning the head’s holds what is long overdue and what is due today', '2026-11-24T08:40:00.000Z', { ...two, ledger: sent('wren', '2026-11-23') }, ['hedda: escalation LT-0009, digest + CA-0002']],
    ['so that no other call follows', '2026-11-24T15:00:00.000Z', { ...two, ledger: sent('hedda', '2026-11-24'), adults: [adult('hedda', { roles: ['head'] })] }, []],
    ['the lead’s waits for the check and holds all', '2026-11-24T15:45:00.000Z', { ...two, adults: [lead] }, ['wren: escalation LT-0009, evening LT-0009 LT-0001 CA-0001 CA-0002, digest CA-0001']],
    ['and is the only one', '2026-11-24T18:00:00.000Z', { ...two, adults: [lead], ledger: sent('wren', '2026-11-24') }, []],
    ['without an evening list nothing waits', '2026-11-24T15:00:00.000Z', { ...two, adults: [lead], settings: { ...DEFAULTS, remind_evening: false } }, ['wren: escalation LT-0009, digest + CA-0001']],
    ['the evening before, late: with what was owed by then', '2026-11-25T08:40:00.000Z', { ...two, adults: [lead] }, ['wren: escalation LT-0009, evening LT-0009 LT-0001 CA-0001 CA-0002, digest CA-0001']],
    ['and holds what is due today as well', '2026-11-25T08:40:00.000Z', { ...two, adults: [lead], loans: [own, loanOut('CA-0003', 'wren', { due_at: '2026-11-25T15:30:00.000Z' })] }, ['wren: evening CA-0001, digest CA-0001 + CA-0003']],
    ['once', '2026-11-25T08:45:00.000Z', { ...two, adults: [lead], ledger: sent('wren', '2026-11-25') }, []],
    ['it is the one of the day on which it is written: none at that day’s check', '2026-11-25T15:45:00.000Z', { ...two, adults: [lead], ledger: sent('wren', '2026-11-25') }, []],
    ['nor late the morning after that', '2026-11-26T08:40:00.000Z', { ...two, adults: [lead], ledger: sent('wren', '2026-11-25') }, []],
    ['but at the next check, with all that is not back by then', '2026-11-26T15:45:00.000Z', { loans: [own, heads], adults: [lead], ledger: sent('wren', '2026-11-25') }, ['wren: evening CA-0001 CA-0002, digest CA-0001']],
    ['a quiet evening holds no letter back', '2026-11-24T17:15:00.000Z', { loans: [{ ...own, due_at: '2026-11-24T17:45:00.000Z' }], adults: [lead] }, ['wren: digest + CA-0001']],
  ])('%s', (_, moment, changes, letters) => expect(owed(moment, changes)).toEqual(letters))

  test('each has a line in the ledger of its own kind, after one for the letter', () => {
    const [letter] = remindersOwed(reminderFacts({ loans: [long, own], adults: [lead] }), new Date('2026-11-24T15:45:00.000Z'))
    expect(linesOf(letter!).map(({ kind, what, period }) => `${kind} ${what} ${period}`)).toEqual([
      'digest letter 2026-11-24', 'escalation loan of LT-0009 2026-11-19', 'evening loan of LT-0009 2026-11-24', 'evening loan of CA-0001 2026-11-24',
      'digest loan of CA-0001 2026-11-24',
    ])
  })
})

test('an evening list that goes the morning after stands in the ledger for its evening, the letter for the day it is written on', () => {
  const [letter] = remindersOwed(reminderFacts({ loans: [own], adults: [lead] }), new Date('2026-11-25T08:40:00.000Z'))
  expect(linesOf(letter!).map(({ kind, what, period }) => `${kind} ${what} ${period}`)).toEqual([
    'digest letter 2026-11-25', 'evening loan of CA-0001 2026-11-24', 'digest loan of CA-0001 2026-11-25',
  ])
})

describe('the evening list of a day whose check was closed', () => {
  const closed = { ...noDigest, check }
  test.each<[string, string, Changes, string[]]>([
    ['says what the check says', '2026-11-24T15:45:00.000Z', closed, ['wren: evening IP-0009']],
    ['late as well', '2026-11-25T08:40:00.000Z', closed, ['wren: evening IP-0009']],
    ['with what it expected later', '2026-11-24T15:45:00.000Z', { ...closed, check: { ...check, later: [club] } }, ['wren: evening IP-0009 + IP-0002']],
    ['says nothing where it found everything', '2026-11-24T15:45:00.000Z', { ...closed, check: { ...check, not_back: [] } }, []],
    ['and the book where another day’s was closed', '2026-11-24T15:45:00.000Z', { ...closed, check: { ...check, day: '2026-11-23' } }, ['wren: evening LT-0001']],
  ])('%s', (_, moment, changes, letters) => expect(owed(moment, changes)).toEqual(letters))
})

test('a pause that nobody ended is quiet on its own day; from then on what fell due since it began is not late', () => {
  const paused = { loans: [loanOut('LT-0001', 'marlo'), lesson], paused_since: '2026-11-24T14:00:00.000Z' }
  expect(owed('2026-11-24T15:45:00.000Z', paused)).toEqual([])
  expect(owed('2026-11-25T08:40:00.000Z', paused)).toEqual(['marlo: digest IP-0003', 'wren: evening IP-0003'])
})

test('a theft is told to the lead and the head, whatever the day, unless that is switched off', () => {
  const { adults, settings } = reminderFacts({ adults: [...reminderFacts().adults, adult('gone', { roles: ['head'], last_day: '2026-11-01' })] })
  const sunday = new Date('2026-11-29T12:00:00.000Z')
  expect(toldOfTheft({ adults, settings }, sunday).map(({ id }) => id)).toEqual(['wren', 'hedda'])
  expect(toldOfTheft({ adults, settings: { ...settings, remind_stolen: false } }, sunday)).toEqual([])
})

const line: UnsentLine = {
  id: 'r', letter_id: 'a', person_id: 'marlo', created_at: '2026-11-25T15:00:00.000Z', kind: 'digest', what: 'letter', period: '2026-11-25',
  due_at: null, returned_at: null, voided_at: null,
}

test.each([
  ['a letter written for the day', [line], ['a']],
  ['a letter of the next morning about a loan due that day', [{ ...line, period: '2026-11-26' }, { ...line, what: 'l1', due_at: '2026-11-25T15:30:00.000Z' }], ['a']],
  ['a letter of the next morning with that evening’s list', [{ ...line, period: '2026-11-26' }, { ...line, kind: 'evening' as const, what: 'device' }], ['a']],
  ['a letter of another day', [{ ...line, period: '2026-11-26' }, { ...line, what: 'l1', due_at: '2026-11-24T15:30:00.000Z' }], []],
])('a day closed afterwards takes back what it caused: %s', (_, unsent, letters) => {
  expect(lettersWithdrawn(unsent, calendarOf(), snow)).toEqual(letters)
  expect(lettersWithdrawn(unsent, snow, snow)).toEqual([])
})

/** A ledger in which somebody had the letter for a day. */
function sent(personId: string, period: string): ReadonlySet<string> {
  return new Set([told(personId, { kind: 'digest', what: 'letter', period })])
}
