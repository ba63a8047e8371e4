import { expect, test } from 'vitest'
import { type AwayStanding, lapsesOf } from '../../src/off-site/lapses.ts'
import { larkfieldYear } from '../support/calendar.ts'

const away: AwayStanding = {
  rule: 'head', taken_on: '2026-11-24', overridden: false, needs_check: true, signed: true,
  check: { passed: true, finding: 'encrypted, protection on', valid_until: '2027-11-01' }, permission: { until_day: '2026-12-18', revoked: false },
}
const ran = { passed: true, finding: 'encrypted, protection on' }

test.each<[string, Partial<AwayStanding>, string, string[]]>([
  ['all holds', {}, '2026-11-25', []],
  ['a check on its last day', { check: { ...ran, valid_until: '2026-11-25' } }, '2026-11-25', []],
  ['a check that ran out', { check: { ...ran, valid_until: '2026-11-25' } }, '2026-11-26', ['Its encryption check has run out']],
  ['a check that ends in the holiday, on the fifth day back', { taken_on: '2026-12-18', check: { ...ran, valid_until: '2026-12-20' }, permission: { until_day: '2027-02-01', revoked: false } }, '2027-01-11', []],
  ['the same on the sixth day back', { taken_on: '2026-12-18', check: { ...ran, valid_until: '2026-12-20' }, permission: { until_day: '2027-02-01', revoked: false } }, '2027-01-12', ['Its encryption check has run out']],
  ['a check that failed since', { check: { passed: false, finding: 'protection suspended', valid_until: null } }, '2026-11-25', ['Its encryption failed: protection suspended']],
  ['never checked', { check: null }, '2026-11-25', ['Its encryption was never checked']],
  ['a type that needs no check', { needs_check: false, check: null }, '2026-11-25', []],
  ['a permission that ran out', { permission: { until_day: '2026-11-27', revoked: false } }, '2026-11-28', ['The permission has run out']],
  ['a permission over the holiday', { taken_on: '2026-12-17', permission: { until_day: '2026-12-18', revoked: false } }, '2027-01-11', []],
  ['a permission taken back', { permission: { until_day: '2026-12-18', revoked: true } }, '2026-11-25', ['The permission was taken back']],
  ['no permission', { permission: null }, '2026-11-25', ['Nobody permitted it']],
  ['none needed', { rule: 'yes', permission: null }, '2026-11-25', []],
  ['a signature that ended', { signed: false }, '2026-11-25', ['The agreement is not signed any more']],
  ['everything at once', { signed: false, check: null, permission: null }, '2026-11-25', ['Its encryption was never checked', 'Nobody permitted it', 'The agreement is not signed any more']],
  ['everything, overridden by the head', { overridden: true, signed: false, check: null, permission: null }, '2026-11-25', ['The agreement is not signed any more']],
])('%s', (_name, changes, today, lapses) => expect(lapsesOf({ ...away, ...changes }, today, larkfieldYear())).toEqual(lapses))
