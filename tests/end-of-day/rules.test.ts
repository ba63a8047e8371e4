import { describe, expect, it, test } from 'vitest'
import { checkMoment, type DayFacts, GOING, groupByHolder, isMissed, reckon, todayOf } from '../../src/end-of-day/rules.ts'
import { calendarOf, specialDays } from '../support/calendar.ts'
import { deviceFacts } from '../support/facts.ts'

const facts = (changes: Partial<DayFacts> = {}): DayFacts => ({ ...deviceFacts(), last_seen_at: null, last_place: null, last_back_at: null, ...changes })
const at = (day: number, time: string) => `2026-11-${day}T${time}:00.000Z`
const out = (changes: Partial<DayFacts> = {}) => facts({
  loan_id: 'l1', borrower_id: 'p1', borrower: 'Marlo Finch', taken_at: at(24, '09:00'), due_at: at(24, '15:30'),
  last_seen_at: at(24, '09:00'), last_place: 'Suite desk', ...changes,
})
const kept = (changes: Partial<DayFacts> = {}) => facts({ keeper_id: 'k1', keeper: 'Ines Okoro', kept_since: at(10, '09:00'), ...changes })
const today = { day: '2026-11-24', after: at(24, '15:45'), full_sweep: false, standing_yes: false }
const exception = { id: 'x1', device_id: 'd1', reason: 'locked in the classroom', until_day: '2026-12-18' }

describe('how a device counts at the end of a day', () => {
  test.each<[string, DayFacts, string, string | null]>([
    ['never out and never seen: on its shelf', facts(), 'in', null],
    ['returned by scan today', facts({ last_back_at: at(24, '15:10'), last_seen_at: at(24, '15:10'), last_place: 'Suite desk' }), 'in', null],
    ['in store since it was last seen, days ago', facts({ last_back_at: at(20, '15:10'), last_seen_at: at(20, '15:10') }), 'in', null],
    ['said to be back, but nobody has seen it since', facts({ last_back_at: at(23, '15:10'), last_seen_at: at(23, '09:00') }), 'not back', null],
    ['the same, seen today', facts({ last_back_at: at(23, '15:10'), last_seen_at: at(24, '08:30') }), 'in', null],
    ['out and due at the end of the day', out(), 'not back', null],
    ['out since days', out({ taken_at: at(19, '09:00'), due_at: at(19, '15:30') }), 'not back', null],
    ['out to a club until after the check', out({ due_at: at(24, '17:45') }), 'expected later', null],
    ['out, and seen again without being brought back', out({ last_seen_at: at(24, '15:20') }), 'not back', null],
    ['off-site until tomorrow', out({ off_site: 1, due_at: at(25, '08:40') }), 'off-site', 'loan'],
    ['off-site, and should be back', out({ off_site: 1, due_at: at(24, '08:40') }), 'not back', null],
    ['looked after, not seen today', kept({ last_seen_at: at(23, '15:30') }), 'not back', null],
    ['looked after, seen in the suite today', kept({ last_seen_at: at(24, '15:30'), last_place: 'Suite desk' }), 'in', null],
    ['looked after, going with its keeper', kept({ last_seen_at: at(24, '15:30'), last_place: GOING }), 'off-site', 'keeper'],
    ['looked after, went with its keeper yesterday', kept({ last_seen_at: at(23, '15:30'), last_place: GOING }), 'not back', null],
    ['looked after and lent to somebody else', kept(out({ keeper_id: 'k1' })), 'not back', null],
    ['in repair', facts({ because: 'in repair' }), 'excused', 'in repair'],
    ['lost while it was out', out({ because: 'lost' }), 'excused', 'lost'],
  ])('%s', (_name, device, result, reason) => expect(reckon(device, undefined, today)).toEqual({ result, reason }))

  test.each<[string, DayFacts, string]>([
    ['what would not be back is excused', out(), 'excused'],
    ['what is in stays in', facts(), 'in'],
    ['what is off-site stays off-site', out({ off_site: 1, due_at: at(25, '08:40') }), 'off-site'],
  ])('with the head’s exception %s', (_name, device, result) => expect(reckon(device, exception, today).result).toBe(result))

  test.each<[string, DayFacts, string]>([
    ['never seen', facts(), 'not back'],
    ['seen yesterday', facts({ last_seen_at: at(23, '15:30') }), 'not back'],
    ['seen today', facts({ last_seen_at: at(24, '15:30') }), 'in'],
    ['returned today', facts({ last_back_at: at(24, '11:00'), last_seen_at: at(24, '11:00') }), 'in'],
  ])('on the day of the full sweep: %s', (_name, device, result) =>
    expect(reckon(device, undefined, { ...today, full_sweep: true }).result).toBe(result))

  it('lets what is looked after go home unasked where the school says so', () => {
    expect(reckon(kept(), undefined, { ...today, standing_yes: true })).toEqual({ result: 'off-site', reason: 'standing yes' })
  })
})

test.each<[string, DayFacts, boolean]>([
  ['due this evening', out({ due_at: at(24, '17:45') }), true],
  ['due on another day', out({ due_at: at(25, '15:30') }), false],
  ['in by then', facts(), false],
])('at the second close, %s', (_name, device, missed) =>
  expect(isMissed(device, reckon(device, undefined, today), today)).toBe(missed))

const rules = { check_time: '15:45', full_sweep_weekday: 2, keepers_standing_yes: false }

describe('the day', () => {
  it('has no check when the school is closed to staff, and one on an INSET day', () => {
    const calendar = calendarOf({ special: specialDays(['2026-11-24', 'closed'], ['2026-11-25', 'staff only']) })
    expect(todayOf(new Date(at(24, '15:50')), rules, calendar)).toBeNull()
    expect(todayOf(new Date(at(28, '15:50')), rules, calendar)).toBeNull()
    expect(todayOf(new Date(at(25, '15:50')), rules, calendar)?.day).toBe('2026-11-25')
  })

  it('expects later what is due after the check, or after now once the check has begun', () => {
    expect(todayOf(new Date(at(24, '15:00')), rules, calendarOf())?.after).toBe(at(24, '15:45'))
    expect(todayOf(new Date(at(24, '16:30')), rules, calendarOf())?.after).toBe(at(24, '16:30'))
  })

  it('is swept in full on the school’s weekday', () => {
    expect(todayOf(new Date(at(24, '15:50')), rules, calendarOf())?.full_sweep).toBe(true)
    expect(todayOf(new Date(at(25, '15:50')), rules, calendarOf())?.full_sweep).toBe(false)
  })

  it.each([
    ['an ordinary day in winter', '2026-11-24', '2026-11-24T15:45:00.000Z'],
    ['an ordinary day in summer', '2026-06-23', '2026-06-23T14:45:00.000Z'],
    ['a day that ends two hours early', '2026-12-18', '2026-12-18T13:45:00.000Z'],
    ['a Saturday that was opened', '2026-11-28', '2026-11-28T15:45:00.000Z'],
  ])('is checked on %s', (_name, day, moment) => {
    const calendar = calendarOf({ special: specialDays(['2026-12-18', 'short', '13:30'], ['2026-11-28', 'open']) })
    expect(checkMoment(day, '15:45', calendar)).toBe(moment)
  })
})

it('groups by class and adult, with what nobody has last', () => {
  const oak = { class_id: 'c1', class_name: '4 Oak' }
  const groups = groupByHolder([facts({ code: 'A' }), out({ code: 'B' }), out({ code: 'C', ...oak }), out({ code: 'D', ...oak })])
  expect(groups.map(({ class_name, adult, devices }) => [class_name, adult, devices.map(({ code }) => code).join(' ')]))
    .toEqual([['4 Oak', 'Marlo Finch', 'C D'], [null, 'Marlo Finch', 'B'], [null, null, 'A']])
})
