import { describe, expect, it } from 'vitest'
import { inFours, nextStep, stepAt, type StepFacts, understood } from '../../src/second-step/rules.ts'
import { newRecoveryCodes } from '../../src/second-step/recovery.ts'
import { appText, newSecret, stepOf } from '../../src/second-step/totp.ts'

const facts: StepFacts = { way: 'password', roles: ['staff', 'head'], confirmed: false, named: [], provider_counts: false }

describe('what is still asked for after the first step', () => {
  it.each<[string, Partial<StepFacts>, ReturnType<typeof nextStep>]>([
    ['nothing, where the school names no role', {}, 'in'],
    ['nothing of a role that is not named', { named: ['business'] }, 'in'],
    ['setting it up, of a role that is named', { named: ['head'] }, 'set up'],
    ['a code, of whoever has set it up', { confirmed: true }, 'code'],
    ['a code, of a role that is named', { confirmed: true, named: ['head'] }, 'code'],
    ['the same after the provider', { way: 'provider', named: ['head'] }, 'set up'],
    ['nothing after the provider, where that counts', { way: 'provider', named: ['head'], confirmed: true, provider_counts: true }, 'in'],
    ['a code after a password, whatever the provider counts for', { confirmed: true, provider_counts: true }, 'code'],
    ['nothing of somebody without a role', { roles: [], named: ['staff'] }, 'in'],
  ])('%s', (_what, more, step) => {
    expect(nextStep({ ...facts, ...more })).toBe(step)
  })
})

it.each([
  ['123456', { kind: 'code', text: '123456' }], [' 123 456 ', { kind: 'code', text: '123456' }], ['12345', null], ['1234567', null],
  ['abcd-efgh-jkmn-pqrs', { kind: 'recovery', text: 'ABCDEFGHJKMNPQRS' }], ['ABCD EFGH JKMN PQRS', { kind: 'recovery', text: 'ABCDEFGHJKMNPQRS' }],
  ['ABCD-EFGH-JKMN-PQR0', null], ['ABCD-EFGH-JKMN', null], ['', null],
])('%o is understood as %o', (typed, read) => {
  expect(understood(typed)).toEqual(read)
})

it('knows RFC 6238’s codes, for the half minute before and after too, and no further', async () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const at = (seconds: number) => new Date(seconds * 1000)
  expect(await stepOf(secret, '287082', at(59))).toBe(1)
  expect(await stepOf(secret, '081804', at(1_111_111_109))).toBe(37_037_036)
  expect(await stepOf(secret, '081804', at(1_111_111_109 + 30))).toBe(37_037_036)
  expect(await stepOf(secret, '081804', at(1_111_111_109 - 30))).toBe(37_037_036)
  expect(await stepOf(secret, '081804', at(1_111_111_109 + 61))).toBeNull()
  expect(await stepOf(secret, '081805', at(1_111_111_109))).toBeNull()
  expect(stepAt(at(59), 0)).toBe(1)
})

it('makes secrets and codes that differ, in letters that nobody mistakes', async () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([A-HJKMNP-Z2-9]{4}-){3}[A-HJKMNP-Z2-9]{4}$/)
  const [one, other] = [await newSecret(), await newSecret()]
  expect(one).toMatch(/^[A-Z2-7]{32}$/)
  expect(one).not.toBe(other)
  expect(inFours('ABCDEFGH')).toBe('ABCD-EFGH')
  expect(await appText(one, 'm@larkfield.example', 'Larkfield Primary')).toBe(
    `otpauth://totp/Kitbook%20Larkfield%20Primary:m%40larkfield.example?issuer=Kitbook%20Larkfield%20Primary&secret=${one}&algorithm=SHA1&digits=6&period=30`)
})
