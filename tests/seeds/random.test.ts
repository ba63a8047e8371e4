import { expect, test } from 'vitest'
import { seededIds } from '../../db/seeds/ids.ts'
import { between, randomFrom, some } from '../../db/seeds/random.ts'

const NOON = Date.parse('2026-11-24T12:00:00Z')

test('one seed gives the same numbers again, another seed gives others', () => {
  const numbers = (seed: number) => Array.from({ length: 5 }, randomFrom(seed))
  expect(numbers(7)).toEqual(numbers(7))
  expect(numbers(7)).not.toEqual(numbers(8))
})

test('numbers fill the span evenly, its ends included', () => {
  const random = randomFrom(1)
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < 4000; i++) counts[between(random, 0, 3)]!++
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120)
})

test('some of a list are different members of it', () => {
  const chosen = some(randomFrom(1), [1, 2, 3, 4, 5], 4)
  expect(new Set(chosen).size).toBe(4)
  expect(some(randomFrom(1), [1, 2], 5).toSorted()).toEqual([1, 2])
})

test('ids are UUIDs of version 7 that sort by their moment, also within a millisecond', () => {
  const id = seededIds(randomFrom(1))
  const ids = [id(NOON - 1), ...Array.from({ length: 2000 }, () => id(NOON)), id(NOON + 1)]
  expect(ids.toSorted()).toEqual(ids)
  for (const each of ids) expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(ids[1]!.replace('-', '').slice(0, 12), 16)).toBe(NOON)
})
