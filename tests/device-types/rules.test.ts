import { expect, test } from 'vitest'
import { rulesInWords, typeProblems } from '../../src/device-types/rules.ts'

test.each([
  ['nothing is asked of a robot', { holds_data: 0, encryption: null, check_days: null }, []],
  ['data need not be encrypted', { holds_data: 1, encryption: null, check_days: null }, []],
  ['an encryption is of data', { holds_data: 0, encryption: 'BitLocker', check_days: 365 }, ['holds_data']],
  ['its check lasts some days', { holds_data: 1, encryption: 'BitLocker', check_days: null }, ['check_days']],
] as const)('%s', (_, rules, names) => {
  expect(typeProblems(rules).map(({ name }) => name)).toEqual(names)
})

test('the rules are said in one line', () => {
  const laptop = { holds_data: 1, encryption: 'BitLocker', check_days: 365, password_reset: 1, off_site: 'head', not_for: ['visitor', 'volunteer'] } as const
  expect(rulesInWords(laptop)).toBe('Leaves the school if the head says yes; encryption: BitLocker, checked every 365 days; password reset every half-term; not for visitors or volunteers')
  expect(rulesInWords({ ...laptop, encryption: null, password_reset: 0, off_site: 'no', not_for: [] })).toBe('Stays in school')
})
