import { expect, test } from 'vitest'
import { type DaysAsked, problemsToReserve, reservedDays } from '../../src/reservations/ask-rules.ts'
import { type Borrowing, keptOf, type Keepable } from '../../src/reservations/kept.ts'
import { lessonsOf, lessonsPassed } from '../../src/reservations/lessons.ts'
import { freeOf, inTheWay, spansOf, type Stock, type Want } from '../../src/reservations/rules.ts'
import { remainingOf, standingOf, type Standable } from '../../src/reservations/standing.ts'
import { calendarOf, larkfieldYear, specialDays } from '../support/calendar.ts'

const slots = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, name: 'Before break', starts: '09:00', ends: '10:30' }, { weekday, name: 'After break', starts: '10:45', ends: '12:00' },
  { weekday, name: 'Afternoon', starts: '13:00', ends: '15:15' },
])
const calendar = larkfieldYear({ slots })
const [before, after] = [{ starts: '09:00', ends: '10:30' }, { starts: '10:45', ends: '12:00' }]

const stock = (...devices: [id: string, changes?: Partial<Stock>][]): Stock[] =>
  devices.map(([device_id, changes]) => ({ device_id, type_id: 'iPad', set_id: null, from: '', ...changes }))
const want = (changes: Partial<Want>): Want => ({ id: 'w', type_id: null, set_id: null, device_id: null, wanted: 1, ...before, ...changes })

const three = stock(['a', { set_id: 'A' }], ['b', { set_id: 'A' }], ['c'])

test.each<[string, Stock[], Want[], number]>([
  ['nobody wants any', three, [], 3],
  ['two of the type are wanted', three, [want({ type_id: 'iPad', wanted: 2 })], 1],
  ['two are wanted in another lesson', three, [want({ type_id: 'iPad', wanted: 2, ...after })], 3],
  ['two are wanted of another type', three, [want({ type_id: 'Laptop', wanted: 2 })], 3],
  ['one is wanted by its code', three, [want({ device_id: 'c' })], 2],
  ['the trolley of two is wanted', three, [want({ set_id: 'A' })], 1],
  ['more are wanted than there are', three, [want({ type_id: 'iPad', wanted: 5 })], -2],
  ['one is out until the lesson has begun', stock(['a', { from: '09:30' }], ['b']), [], 1],
  ['one is back when it begins', stock(['a', { from: '09:00' }], ['b']), [], 2],
  ['two lessons that follow each other within it, each wanting two', three, [want({ type_id: 'iPad', wanted: 2, ends: '09:30' }), want({ type_id: 'iPad', wanted: 2, starts: '09:30' })], 1],
  ['more are wanted later in the lesson', three, [want({ type_id: 'iPad', ends: '09:30' }), want({ type_id: 'iPad', wanted: 3, starts: '09:30' })], 0],
])('free before break where %s', (_, devices, wants, free) => {
  expect(freeOf('iPad', before, devices, wants)).toBe(free)
})

test.each<[string, Want, Want[], ReturnType<typeof inTheWay>]>([
  ['three of three', want({ type_id: 'iPad', wanted: 3 }), [], { taken: [], away: false, short: [] }],
  ['four of three', want({ type_id: 'iPad', wanted: 4 }), [], { taken: [], away: false, short: [{ type_id: 'iPad', free: 3 }] }],
  ['two, the trolley being reserved', want({ type_id: 'iPad', wanted: 2 }), [want({ id: 't', set_id: 'A' })], { taken: [], away: false, short: [{ type_id: 'iPad', free: 1 }] }],
  ['the trolley, two of three being wanted', want({ set_id: 'A' }), [want({ id: 't', type_id: 'iPad', wanted: 2 })], { taken: [], away: false, short: [{ type_id: 'iPad', free: 1 }] }],
  ['the trolley, one of three being wanted', want({ set_id: 'A' }), [want({ id: 't', type_id: 'iPad' })], { taken: [], away: false, short: [] }],
  ['the trolley, one of its devices being reserved', want({ set_id: 'A' }), [want({ id: 't', device_id: 'b' })], { taken: ['t'], away: false, short: [] }],
  ['a device, its trolley being reserved', want({ device_id: 'b' }), [want({ id: 't', set_id: 'A' })], { taken: ['t'], away: false, short: [] }],
  ['a device, its trolley being reserved after break', want({ device_id: 'b' }), [want({ id: 't', set_id: 'A', ...after })], { taken: [], away: false, short: [] }],
  ['a device that is wanted until it begins, and from its end on', want({ device_id: 'b' }), [want({ id: 't', device_id: 'b', starts: '08:00', ends: '09:00' }), want({ id: 'u', set_id: 'A', starts: '10:30', ends: '11:00' })], { taken: [], away: false, short: [] }],
  ['a device that does not exist any more', want({ device_id: 'z' }), [], { taken: [], away: true, short: [] }],
  ['itself again with one more', want({ type_id: 'iPad', wanted: 3 }), [want({ type_id: 'iPad', wanted: 2 })], { taken: [], away: false, short: [] }],
])('in the way of %s', (_, one, wants, way) => {
  expect(inTheWay(one, three, wants)).toEqual(way)
})

test('a trolley that is out all day is not there', () => {
  expect(inTheWay(want({ set_id: 'A' }), stock(['a', { set_id: 'A', from: '15:30' }]), []).away).toBe(true)
})

test.each([
  [['09:00'], ['Before break 09:00 10:30']], [['09:00', '10:45'], ['Before break to After break 09:00 12:00']],
  [['09:00', '13:00'], ['Before break 09:00 10:30', 'Afternoon 13:00 15:15']], [['13:00', '10:45', '09:00'], ['Before break to Afternoon 09:00 15:15']], [[], []],
])('the lessons %j are reserved as %j', (ticked, spans) => {
  expect(spansOf(lessonsOf('2026-11-24', calendar), ticked).map(({ name, starts, ends }) => `${name} ${starts} ${ends}`)).toEqual(spans)
})

test.each([
  ['2026-11-24', ['Before break', 'After break', 'Afternoon', 'Club']], ['2026-12-18', ['Before break', 'After break', 'Afternoon']],
  ['2027-01-04', ['All day']], ['2026-09-01', ['All day']], ['2026-11-28', []],
])('what can be reserved on %s: %j', (day, names) => {
  expect(lessonsOf(day, calendar).map(({ name }) => name)).toEqual(names)
})

test('a lesson that is over is none to reserve, one that has begun is', () => {
  const asked = { day: '2026-11-24', lessons: ['09:00', '10:45'] }
  expect(lessonsPassed(asked, calendar, new Date('2026-11-24T10:29:00Z'))).toEqual([])
  expect(lessonsPassed(asked, calendar, new Date('2026-11-24T10:30:00Z'))).toHaveLength(1)
})

const asked = (changes: Partial<DaysAsked> = {}): DaysAsked => ({ day: '2026-11-24', until_day: null, lessons: ['09:00'], ...changes })
const person = { kind: 'staff' as const, first_day: null, last_day: null }

test.each<[string, Partial<DaysAsked>, object, string[]]>([
  ['a lesson of today', {}, {}, []],
  ['yesterday', { day: '2026-11-23' }, {}, ['day: That day has passed']],
  ['a Saturday', { day: '2026-11-28' }, {}, ['day: The school is closed on that day']],
  ['the sixtieth day', { day: '2027-01-22' }, {}, []],
  ['the sixty-third day', { day: '2027-01-26' }, {}, ['day: Something can be reserved at most 60 days ahead']],
  ['weeks up to too late a day', { until_day: '2027-01-26' }, {}, ['until_day: Something can be reserved at most 60 days ahead']],
  ['weeks up to a day before', { until_day: '2026-11-20' }, {}, ['until_day: The last day comes before the first']],
  ['a lesson that is not there', { lessons: ['08:00'] }, {}, ['lessons: That day has other lessons: tick again']],
  ['their last day', {}, { person: { ...person, last_day: '2026-11-24' } }, []],
  ['a day after their last', {}, { person: { ...person, last_day: '2026-11-23' } }, ['person_id: Their last day has passed by then']],
  ['weeks beyond their last day', { until_day: '2026-12-08' }, { person: { ...person, last_day: '2026-12-01' } }, ['person_id: Their last day has passed by then']],
  ['a day before their first', {}, { person: { ...person, first_day: '2026-11-25' } }, ['person_id: Their first day is still to come then']],
  ['what they are not lent', {}, { person: { ...person, kind: 'volunteer' }, refused: ['Camera'] }, ['what: A Camera is not lent to a volunteer']],
])('reserving %s', (_, days, facts, problems) => {
  const found = problemsToReserve({ ...asked(days), person, refused: [], today: '2026-11-24', days_ahead: 60, ...facts }, calendar)
  expect(found.map(({ name, message }) => `${name}: ${message}`)).toEqual(problems)
})

test('every Friday until the holiday leaves out the short day, which has no such lesson', () => {
  const short = larkfieldYear({ slots, special: specialDays(['2026-12-18', 'short', '12:30']) })
  const found = reservedDays(asked({ day: '2026-12-04', until_day: '2027-01-08', lessons: ['13:00'] }), short)
  expect(found.days.map(({ day }) => day)).toEqual(['2026-12-04', '2026-12-11', '2027-01-08'])
  expect(found.left_out).toEqual(['2026-12-18', '2026-12-25', '2027-01-01'])
})

const reserved = (changes: Partial<Standable> = {}): Standable => ({ day: '2026-11-24', starts: '09:00', ends: '10:30', wanted: 2, in_set: null, collected: 0, cancelled_at: null, offered_at: null, made_way_at: null, ...changes })
const OFFERED = { offered_at: '2026-11-23T09:00:00.000Z' }

test.each<[string, Partial<Standable>, string, string, number]>([
  ['08:29', {}, 'coming', 'well before', 2], ['08:30', {}, 'ready', 'half an hour before', 2], ['09:14', {}, 'ready', 'just in time', 2],
  ['09:15', {}, 'not collected', 'too late', 0], ['09:00', { collected: 1 }, 'ready', 'one of two', 1], ['09:15', { collected: 1 }, 'part collected', 'too late for the second', 0],
  ['08:30', { collected: 2 }, 'collected', 'all of it', 0], ['08:40', { wanted: 1, in_set: 3, collected: 1 }, 'ready', 'one of a trolley of three', 2],
  ['08:40', { wanted: 1, in_set: 3, collected: 3 }, 'collected', 'all of a trolley', 0], ['09:00', { cancelled_at: '2026-11-23T09:00:00.000Z' }, 'cancelled', 'cancelled', 0],
  ['08:00', OFFERED, 'offered', 'offered', 2], ['09:15', OFFERED, 'not collected', 'offered, and nobody came', 0],
  ['08:00', { made_way_at: '2026-11-23T09:00:00.000Z' }, 'not collected', 'another was made of it', 0],
  ['09:00', { ends: '09:10' }, 'ready', 'a short lesson', 2], ['09:10', { ends: '09:10' }, 'not collected', 'a short lesson over', 0],
])('at %s, with %j: %s (%s)', (time, changes, standing, _, remaining) => {
  const when = { now: new Date(`2026-11-24T${time}:00Z`), calendar: calendarOf(), held_minutes: 15 }
  expect(standingOf(reserved(changes), when)).toBe(standing)
  expect(remainingOf(reserved(changes), when)).toBe(remaining)
})

const imogens = (changes: Partial<Keepable> = {}): Keepable => ({ ...reserved(), person_id: 'imogen', class_id: 'oak', last_day: null, ...changes })
const BY: Borrowing = { borrower_id: 'marlo', class_id: null }

test.each<[string, Partial<Keepable>, Borrowing | null, number]>([
  ['two from a new reservation', {}, null, 2], ['two from somebody else', {}, BY, 2], ['nothing from whose it is', {}, { ...BY, borrower_id: 'imogen' }, 0],
  ['nothing from its class', {}, { ...BY, class_id: 'oak' }, 0], ['two from another class', {}, { ...BY, class_id: 'elm' }, 2], ['one of two, one being collected', { collected: 1 }, BY, 1],
  ['what is offered from a new reservation', OFFERED, null, 2], ['what is offered not from a borrower', OFFERED, BY, 0],
  ['two of somebody whose last day it is', { last_day: '2026-11-24' }, BY, 2], ['nothing of somebody who has left by then', { last_day: '2026-11-23' }, null, 0],
  ['without a class, two from one who borrows without', { class_id: null }, BY, 2],
])('a reservation keeps %s', (_, changes, from, kept) => {
  const when = { now: new Date('2026-11-24T08:00:00Z'), calendar: calendarOf(), held_minutes: 15 }
  expect(keptOf(imogens(changes), when, from)).toBe(kept)
})

test('a day that the school closed afterwards holds nothing', () => {
  const when = { now: new Date('2026-11-24T08:45:00Z'), calendar: calendarOf({ special: specialDays(['2026-11-24', 'closed']) }), held_minutes: 15 }
  expect(standingOf(reserved(), when)).toBe('closed')
  expect(remainingOf(reserved(), when)).toBe(0)
})
