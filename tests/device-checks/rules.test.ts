import { expect, test } from 'vitest'
import { asksFor, findingsOf, findingTyped, isAway, type Last, type Owed, passes, standingOn, validUntil } from '../../src/device-checks/rules.ts'

const encryption = { built_in: 'encryption' as const, agreed: 'BitLocker' }
const pat = { built_in: null, agreed: null }

test.each([
  ['encrypted, protection on', 'BitLocker', true],
  ['encrypted, protection on', 'bitlocker ', true],
  ['encrypted, protection on', 'FileVault', false],
  ['encrypted, protection on', null, false],
  ['protection suspended', 'BitLocker', false],
  ['partly encrypted', 'BitLocker', false],
  ['not encrypted', 'BitLocker', false],
  ['not known', 'BitLocker', false],
  ['another product', null, false],
  ['anything else', 'BitLocker', false],
])('of an encryption check, %s with %s passes: %s', (finding, product, expected) => {
  expect(passes({ finding, product }, encryption)).toBe(expected)
})

test('without an agreed product no encryption passes, and another kind of check passes when it is in order', () => {
  expect(passes({ finding: 'encrypted, protection on', product: 'BitLocker' }, { ...encryption, agreed: null })).toBe(false)
  expect(findingsOf(pat).map((finding) => passes({ finding, product: null }, pat))).toEqual([true, false])
})

test.each([
  ['2026-11-24', 365, '2027-11-24'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2028-02-29', 365, '2029-02-28'],
  ['2027-03-01', 365, '2028-02-29'],
  ['2026-12-31', 30, '2027-01-30'],
])('a check of %s that lasts %i days holds until %s', (day, days, until) => {
  expect(validUntil(day, days)).toBe(until)
})

const last = (changes: Partial<Last> = {}): Last => ({
  finding: 'encrypted, protection on', product: 'BitLocker', passed: 1, at: '2026-01-10T09:00:00.000Z', valid_until: '2027-01-10', ...changes,
})
const owed = (changes: Partial<Owed> = {}): Owed => ({ ...encryption, needed: true, days: 365, last: last(), ...changes })

test.each<[string, Partial<Owed>, string, unknown]>([
  ['it is not needed', { needed: false, last: null }, '2026-11-24', { standing: 'not needed' }],
  ['it was never made', { last: null }, '2026-11-24', { standing: 'owed', since: null }],
  ['it holds', {}, '2026-12-10', { standing: 'holds', until: '2027-01-10' }],
  ['thirty days are left', {}, '2026-12-11', { standing: 'runs out soon', until: '2027-01-10' }],
  ['it is its last day', {}, '2027-01-10', { standing: 'runs out soon', until: '2027-01-10' }],
  ['its last day has passed', {}, '2027-01-11', { standing: 'owed', since: '2027-01-10' }],
  ['its last day was a leap day', { last: last({ at: '2027-03-01T09:00:00.000Z', valid_until: '2028-02-29' }) }, '2028-03-01', { standing: 'owed', since: '2028-02-29' }],
  ['it failed', { last: last({ passed: 0, finding: 'protection suspended', valid_until: null }) }, '2026-11-24', { standing: 'failed', finding: 'protection suspended' }],
  ['the school agreed on another product since', { agreed: 'DESlock' }, '2026-11-24', { standing: 'owed', since: null }],
  ['the validity was shortened since', { days: 90 }, '2026-11-24', { standing: 'owed', since: '2026-04-10' }],
  ['the validity was lengthened since', { days: 1000 }, '2027-01-11', { standing: 'owed', since: '2027-01-10' }],
])('where a device stands when %s', (_name, changes, today, expected) => {
  expect(standingOn(owed(changes), today)).toEqual(expected)
})

test.each([
  ['what is owed', { standing: 'owed', since: null } as const, false, true],
  ['what failed, when it is scanned again', { standing: 'failed', finding: 'x' } as const, false, true],
  ['what has failed a moment ago', { standing: 'failed', finding: 'x' } as const, true, false],
  ['what runs out soon', { standing: 'runs out soon', until: '2026-12-01' } as const, false, true],
  ['what holds', { standing: 'holds', until: '2027-12-01' } as const, false, false],
])('the screen asks for %s', (_name, standing, visited, expected) => {
  expect(asksFor(standing, { at: '2026-11-24T08:00:00.000Z' }, visited, '2026-11-24')).toBe(expected)
})

test.each([['1', 'encrypted, protection on'], [' 2 ', 'protection suspended'], ['6', 'another product'], ['7', null], ['0', null], ['12', null], ['LT-0001', null]])(
  'typing %s means %s', (text, expected) => {
    expect(findingTyped(text, findingsOf(encryption))).toBe(expected)
  })

test.each([
  ['in store', { loan_id: null, off_site: null, keeper_id: null }, true, false],
  ['out in school', { loan_id: 'l', off_site: 0, keeper_id: null }, true, false],
  ['out off-site', { loan_id: 'l', off_site: 1, keeper_id: null }, false, true],
  ['looked after, with a standing yes', { loan_id: null, off_site: null, keeper_id: 'k' }, true, true],
  ['looked after, without one', { loan_id: null, off_site: null, keeper_id: 'k' }, false, false],
  ['looked after but lent to somebody in school', { loan_id: 'l', off_site: 0, keeper_id: 'k' }, true, false],
])('what is %s is away or not', (_name, facts, standingYes, expected) => {
  expect(isAway(facts, standingYes)).toBe(expected)
})
