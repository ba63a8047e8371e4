import { describe, expect, test } from 'vitest'
import type { AwayStanding } from '../../src/off-site/lapses.ts'
import { LOCKED, reckon, type RunUpDevice, wantsOver } from '../../src/run-up/rules.ts'
import { larkfieldYear } from '../support/calendar.ts'

const device: RunUpDevice = {
  device_id: 'd1', code: 'LT-0001', type_name: 'Laptop', off_site_rule: 'yes', place: 'the suite', set_id: null, set_name: null, slot: null,
  loan_id: null, borrower_id: null, borrower: null, answers_id: null, answers: null, class_id: null, class_name: null, purpose: null,
  taken_at: null, due_at: null, off_site: null, out_desk_id: null, keeper_id: null, keeper: null, kept_since: null, because: null,
  out_of_use_since: null, not_back_since: null, created_at: '2026-09-01T08:00:00.000Z',
  last_seen_at: null, last_place: null, last_back_at: null, locked_at: null, goes_home: null, said_at: null,
}
const loan = { loan_id: 'l1', borrower_id: 'p1', off_site: 1, due_at: '2027-09-01T07:40:00.000Z' }
const kept = { keeper_id: 'p1' }
const locked = { locked_at: '2027-07-21T13:00:00.000Z', last_seen_at: '2027-07-21T13:00:00.000Z', last_place: LOCKED }
const going = { last_seen_at: '2027-07-21T14:00:00.000Z', last_place: 'going with its keeper' }

describe('how a device counts before a holiday', () => {
  test.each<[string, Partial<RunUpDevice>, string, string | null]>([
    ['in store, not counted', {}, 'not there', null],
    ['counted in', locked, 'locked up', null],
    ['counted in, lent and brought back since', { ...locked, last_back_at: '2027-07-21T13:30:00.000Z' }, 'not there', null],
    ['counted in by the scan that brought it back', { ...locked, last_back_at: locked.locked_at }, 'locked up', null],
    ['counted in and lent again', { ...locked, ...loan, off_site: 0 }, 'not there', 'booked out'],
    ['away on a loan that lasts over the holiday', loan, 'away', null],
    ['away on a loan that is due before it', { ...loan, due_at: '2027-07-21T07:40:00.000Z' }, 'not there', 'booked out'],
    ['out in school, due after it', { ...loan, off_site: 0 }, 'not there', 'booked out'],
    ['lost', { because: 'lost', ...loan }, 'excused', 'lost'],
    ['in repair', { because: 'in repair' }, 'excused', 'in repair'],
    ['looked after, nobody has said', kept, 'not there', 'no answer'],
    ['looked after, stays', { ...kept, goes_home: 0 }, 'not there', 'stays'],
    ['looked after, goes home', { ...kept, goes_home: 1 }, 'goes home', null],
    ['looked after, is to go home and may not', { ...kept, device_id: 'held', goes_home: 1 }, 'not there', 'may not go'],
    ['looked after, goes home, and yet counted in', { ...kept, goes_home: 1, ...locked }, 'locked up', null],
    ['counted in and taken home after that', { ...kept, ...locked, ...going }, 'goes home', null],
    ['taken home and brought back to be counted in', { ...kept, ...going, locked_at: '2027-07-21T15:00:00.000Z' }, 'locked up', null],
    ['gone home on the last day without an answer', { ...kept, ...going }, 'goes home', null],
    ['gone home on an evening before', { ...kept, last_seen_at: '2027-07-20T14:00:00.000Z', last_place: 'going with its keeper' }, 'not there', 'no answer'],
  ])('%s', (_name, facts, result, reason) => {
    expect(reckon({ ...device, ...facts }, { last_day: '2027-07-21' }, new Set(['held']))).toEqual({ result, reason })
  })
})

const away: AwayStanding = {
  rule: 'head', taken_on: '2026-12-18', overridden: false, needs_check: true, signed: true,
  check: { passed: true, finding: 'encrypted, protection on', valid_until: '2027-11-01' }, permission: { until_day: '2027-02-01', revoked: false },
}
const passed = (valid_until: string | null) => ({ check: { passed: true, finding: 'encrypted, protection on', valid_until } })
const until = (until_day: string, revoked = false) => ({ permission: { until_day, revoked } })

describe('what does not count over a holiday', () => {
  test.each<[string, Partial<AwayStanding>, string[]]>([
    ['all counts', {}, []],
    ['a check that ends in the holiday', passed('2026-12-24'), []],
    ['a check that ends on the last day', passed('2026-12-18'), []],
    ['a check that ends the day before it', passed('2026-12-17'), ['check: Its encryption check counts until 2026-12-17 only']],
    ['a check without an end', passed(null), []],
    ['a device that left before the half-term of the holiday', { taken_on: '2026-10-20', ...passed('2026-12-24') }, ['check: Its encryption check counts until 2026-12-24 only']],
    ['a check that failed', { check: { passed: false, finding: 'protection suspended', valid_until: null } }, ['check: Its encryption failed: protection suspended']],
    ['never checked', { check: null }, ['check: Its encryption was never checked']],
    ['needs no check', { needs_check: false, check: null }, []],
    ['a permission that ends in the holiday', until('2026-12-20'), []],
    ['one that ends before', until('2026-12-16'), ['permission: The permission counts until 2026-12-16 only']],
    ['one that was taken back', until('2027-02-01', true), ['permission: The permission was taken back']],
    ['none', { permission: null }, ['permission: Nobody has permitted it']],
    ['none needed', { rule: 'yes', permission: null }, []],
    ['not signed', { signed: false }, ['signature: The agreement is not signed']],
    ['nothing at all, overridden by the head', { overridden: true, check: null, permission: null, signed: false }, ['signature: The agreement is not signed']],
  ])('%s', (_name, changes, wants) => {
    const found = wantsOver({ ...away, ...changes }, { counts_to: '2027-01-11', day: (day) => day }, larkfieldYear())
    expect(found.map(({ mend, words }) => `${mend}: ${words}`)).toEqual(wants)
  })
})
