import { expect, it } from 'vitest'
import { claimedUntil, letterState, nextTry } from '../../src/mail/rules.ts'

const NOON = new Date('2026-11-24T12:00:00.000Z')

it.each([
  [1, '2026-11-24T12:01:00.000Z'],
  [2, '2026-11-24T12:05:00.000Z'],
  [4, '2026-11-24T13:00:00.000Z'],
  [9, '2026-11-25T12:00:00.000Z'],
  [10, null],
])('after try %i the next one is at %s', (tries, at) => {
  expect(nextTry(tries, NOON)).toBe(at)
})

it('waits longer after every failure', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tries) => nextTry(tries, NOON)!)
  expect(waits.toSorted()).toEqual(waits)
})

it('keeps a claimed letter from others for ten minutes', () => {
  expect(claimedUntil(NOON)).toBe('2026-11-24T12:10:00.000Z')
})

it.each([
  [{ sent_at: 'x', next_try_at: null, tries: 1 }, 'sent'],
  [{ sent_at: null, next_try_at: 'x', tries: 0 }, 'waiting'],
  [{ sent_at: null, next_try_at: 'x', tries: 2 }, 'tried'],
  [{ sent_at: null, next_try_at: null, tries: 10 }, 'given up'],
  [{ sent_at: null, next_try_at: null, tries: 0, not_sent_because: 'closed' }, 'withdrawn'],
  [{ sent_at: null, next_try_at: null, tries: 0, not_sent_because: 'settled' }, 'withdrawn'],
  [{ sent_at: null, next_try_at: null, tries: 0, not_sent_because: 'past' }, 'to read'],
] as const)('a letter with %o is %s', (facts, state) => {
  expect(letterState({ not_sent_because: null, ...facts })).toBe(state)
})
