import { expect, test } from 'vitest'
import { ownCode, tagCode } from '../../src/tags/forms.ts'

test.each([
  [' lt 0427 ', 'LT-0427'], ['HTTPS://KITBOOK.SCHOOL.EXAMPLE/T/LT-0427', 'LT-0427'],
])('a device or set is known by %j as %s', (typed, code) => expect(ownCode('LT-0001').parse(typed)).toBe(code))

test.each([
  ['', 'Enter a code such as LT-0001'], ['new', 'NEW is a page of its own: choose another code'],
  ['LT/0427', 'Use letters, figures and hyphens only, at most 20 of them: LT-0001'],
])('a device or set is not known by %j', (typed, message) => {
  expect(ownCode('LT-0001').safeParse(typed).error!.issues.map((issue) => issue.message)).toContain(message)
})

test('a card may say NEW, or anything that a scanner can read', () => {
  expect(['new', 'a/7*'].map((typed) => tagCode('P-0042').parse(typed))).toEqual(['NEW', 'A/7*'])
})
