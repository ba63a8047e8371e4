import { describe, expect, test } from 'vitest'
import { agreementFact, isTheirName, neededOn, type Standing, standingOn, type Version, yearAfter } from '../../src/agreements/rules.ts'

const version = (agreement_id: string, from_day: string, changes: Partial<Version> = {}): Version => ({
  agreement_id, from_day, made_at: `${from_day}T07:00:00.000Z`, renewal: 'new version', ended_at: null, signed_at: null, ...changes,
})
const on = (day: string) => `${day}T10:00:00.000Z`
const said = (standing: Standing) => [standing.standing, 'agreement_id' in standing ? standing.agreement_id : null, 'until' in standing ? standing.until : null]

describe('where somebody stands', () => {
  test.each<[string, Version[], string, ReturnType<typeof said>]>([
    ['without a version for their kind', [], '2026-11-24', ['not asked', null, null]],
    ['the day before the first version', [version('a', '2026-09-01')], '2026-08-31', ['not asked', null, null]],
    ['on its first day', [version('a', '2026-09-01')], '2026-09-01', ['not signed', 'a', null]],
    ['signed on that day', [version('a', '2026-09-01', { signed_at: on('2026-09-01') })], '2026-09-01', ['signed', 'a', null]],
    ['signed only later than the day asked about', [version('a', '2026-09-01', { signed_at: on('2026-09-03') })], '2026-09-02', ['not signed', 'a', null]],
    ['yearly, a year to the day', [version('a', '2026-09-01', { renewal: 'yearly', signed_at: on('2026-09-02') })], '2027-09-02', ['signed', 'a', '2027-09-02']],
    ['yearly, a day more', [version('a', '2026-09-01', { renewal: 'yearly', signed_at: on('2026-09-02') })], '2027-09-03', ['renew', 'a', null]],
    ['yearly from a leap day', [version('a', '2028-01-01', { renewal: 'yearly', signed_at: on('2028-02-29') })], '2029-02-28', ['signed', 'a', '2029-02-28']],
    ['yearly, the day after that', [version('a', '2028-01-01', { renewal: 'yearly', signed_at: on('2028-02-29') })], '2029-03-01', ['renew', 'a', null]],
    ['yearly into a leap year', [version('a', '2027-01-01', { renewal: 'yearly', signed_at: on('2027-03-01') })], '2028-02-29', ['signed', 'a', '2028-03-01']],
    ['yearly, a newer version signed under the older', [version('a', '2026-09-01', { signed_at: on('2026-09-02') }), version('b', '2027-01-05', { renewal: 'yearly' })], '2027-02-01', ['signed', 'b', '2027-09-02']],
    ['a new version that all sign', [version('a', '2026-09-01', { signed_at: on('2026-09-02') }), version('b', '2027-01-05')], '2027-01-05', ['renew', 'b', null]],
    ['the day before it', [version('a', '2026-09-01', { signed_at: on('2026-09-02') }), version('b', '2027-01-05')], '2027-01-04', ['signed', 'a', '2027-01-04']],
    ['the new version signed ahead', [version('a', '2026-09-01'), version('b', '2027-01-05', { signed_at: on('2026-12-18') })], '2026-12-20', ['signed', 'a', null]],
    ['signed ahead, and now it is here', [version('a', '2026-09-01'), version('b', '2027-01-05', { signed_at: on('2026-12-18') })], '2027-01-05', ['signed', 'b', null]],
    ['a new version that nobody signs again', [version('a', '2026-09-01', { signed_at: on('2026-09-02') }), version('b', '2027-01-05', { renewal: 'never' })], '2030-01-05', ['signed', 'b', null]],
    ['never again, but never signed', [version('a', '2026-09-01'), version('b', '2027-01-05', { renewal: 'never' })], '2027-01-05', ['not signed', 'b', null]],
    ['the newer of two that began the same day', [version('a', '2026-09-01'), version('b', '2026-09-01', { made_at: '2026-09-01T08:00:00.000Z' })], '2026-09-01', ['not signed', 'b', null]],
    ['the only version ended', [version('a', '2026-09-01', { ended_at: on('2026-10-01') })], '2026-10-01', ['not asked', null, null]],
    ['the day before it ended', [version('a', '2026-09-01', { ended_at: on('2026-10-01') })], '2026-09-30', ['not signed', 'a', null]],
    ['a newer one ended: the older holds again', [version('a', '2026-09-01', { signed_at: on('2026-09-02') }), version('b', '2027-01-05', { ended_at: on('2027-01-06') })], '2027-01-07', ['signed', 'a', null]],
    ['a coming one that was ended replaces nothing', [version('a', '2026-09-01', { signed_at: on('2026-09-02') }), version('b', '2027-01-05', { ended_at: on('2026-12-01') })], '2026-12-02', ['signed', 'a', null]],
  ])('%s', (_name, versions, day, standing) => expect(said(standingOn(versions, day))).toEqual(standing))

  test('a version from a future day is not yet the one that is needed', () => {
    const versions = [version('a', '2026-09-01'), version('b', '2027-01-05')]
    expect(neededOn(versions, '2027-01-04')?.agreement_id).toBe('a')
    expect(neededOn(versions, '2027-01-05')?.agreement_id).toBe('b')
  })
})

test.each([['2026-11-24', '2027-11-24'], ['2028-02-29', '2029-02-28'], ['2027-02-28', '2028-02-28'], ['2026-12-31', '2027-12-31']])(
  'a year after %s is %s', (day, after) => expect(yearAfter(day)).toBe(after))

test.each<[Standing['standing'], string | null, string]>([
  ['signed', null, 'signed'], ['not asked', null, 'signed'], ['not signed', null, 'unsigned'], ['renew', null, 'unsigned'],
  ['not signed', '2026-11-25', 'warn'], ['renew', '2026-11-25', 'warn'], ['not signed', '2026-11-24', 'unsigned'],
])('%s with a warning until %s is %s', (standing, until, fact) => {
  expect(agreementFact({ standing } as Standing, '2026-11-24', until)).toBe(fact)
})

test.each([
  ['Imogen Vale', 'imogen vale', true], ['  IMOGEN   vale ', 'imogen vale', true], ['Mrs Imogen Rose Vale', 'imogen vale', true],
  ['Vale, Imogen', 'imogen vale', true], ['Imogen', 'imogen vale', false], ['Vale', 'imogen vale', false], ['I Vale', 'imogen vale', false],
  ['Piers Hollis', 'imogen vale', false], ['Mair Wyn-Ellis', 'mair wyn-ellis', true], ['Mair Wyn Ellis', 'mair wyn-ellis', true],
  ['Niamh O’Dowd', "niamh o'dowd", true], ['Niamh ODowd', "niamh o'dowd", true], ['Mair Ŵyn', 'mair wyn', true],
  ['Joan Patel', 'mrs j. patel', true], ['', 'imogen vale', false], ['<b>', 'imogen vale', false], ['Cher', 'cher', true],
])('“%s” typed by %s: %s', (typed, own, theirs) => expect(isTheirName(typed, own)).toBe(theirs))
