import { expect, test } from 'vitest'
import type { CustodyFacts } from '../../src/custody/facts.ts'
import { firstFreeSlot, slotsOf, slotsProblem } from '../../src/sets/rules.ts'

const device = (facts: Partial<CustodyFacts>) => ({ loan_id: null, borrower: null, class_name: null, keeper_id: null, keeper: null, because: null, ...facts }) as CustodyFacts

test('a trolley shows what is in, who has what is out, what is held back and what is empty', () => {
  const slots = slotsOf(5, [
    device({ code: 'IP-1', slot: 1, device_id: 'd1' }),
    device({ code: 'IP-2', slot: 2, device_id: 'd2', loan_id: 'l', borrower: 'Marlo Finch', class_name: '4 Oak' }),
    device({ code: 'IP-3', slot: 3, because: 'in repair', loan_id: 'l', borrower: 'Marlo Finch' }),
    device({ code: 'IP-4', slot: 4, keeper_id: 'k', keeper: 'Imogen Vale' }),
    device({ code: 'IP-9', slot: null, device_id: 'd9' }),
  ])
  expect(slots).toEqual([
    { number: 1, code: 'IP-1', id: 'd1', state: 'in', words: 'in' },
    { number: 2, code: 'IP-2', id: 'd2', state: 'out', words: 'out: Marlo Finch, 4 Oak' },
    { number: 3, code: 'IP-3', id: null, state: 'held', words: 'in repair' },
    { number: 4, code: 'IP-4', id: null, state: 'in', words: 'with Imogen Vale' },
    { number: 5, id: null, state: 'empty', words: 'empty' },
    { number: null, code: 'IP-9', id: 'd9', state: 'in', words: 'in' },
  ])
})

test('on a screen that children see no adult is named', () => {
  const out = { code: 'IP-1', slot: 1, loan_id: 'l', borrower: 'Marlo Finch', class_name: '4 Oak' }
  const words = (facts: Partial<CustodyFacts>) => slotsOf(1, [device({ ...out, ...facts })], 'unnamed')[0]!.words
  expect([words({}), words({ class_name: null }), words({ loan_id: null, keeper: 'Imogen Vale', keeper_id: 'k' })]).toEqual(['out: 4 Oak', 'out', 'looked after'])
})

test.each([[3, [], 1], [3, [1, null, 3], 2], [3, [1, 2, 3], null], [2, [5], 1]])('of %i slots with %j taken the first free is %s', (slots, taken, free) => {
  expect(firstFreeSlot(slots, taken)).toBe(free)
})

test.each([
  ['as many as are used', 4, null], ['fewer', 3, 'Slot 4 has IP-4 in it: take it out of there first'], ['none any more', null, 'Slot 4 has IP-4 in it: take it out of there first'],
])('slots: %s', (_, slots, problem) => {
  expect(slotsProblem(slots, [{ code: 'IP-4', slot: 4 }, { code: 'IP-1', slot: 1 }, { code: 'IP-9', slot: null }])).toBe(problem)
})

test('a set without anything in slots may lose them all', () => {
  expect(slotsProblem(null, [{ code: 'IP-9', slot: null }])).toBeNull()
})
