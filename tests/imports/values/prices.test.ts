import { describe, expect, it } from 'vitest'
import { readPrice } from '../../../src/imports/values/prices.ts'

describe('readPrice', () => {
  it.each([
    ['£1,249.00', 124_900], ['450', 45_000], ['399.99', 39_999], ['£ 399.99', 39_999], ['1249', 124_900], ['£450 each', 45_000],
    ['450.5', 45_050], ['£399.99 inc VAT', 39_999], ['c. £450', 45_000], ['~450', 45_000], ['1.249,00', 124_900],
    ['399,99', 39_999], ['£450/-', 45_000], ['50p', 50], ['0', 0], ['19.99', 1999], ['4.35', 435], ['451.5000', 45_150],
  ])('reads “%s” as %i pence', (cell, pence) => expect(readPrice(cell)).toEqual({ pence }))

  it.each(['', 'n/a', '?', '-', 'donated', 'Gift', 'free', 'TBC'])('takes “%s” as nothing said', (cell) =>
    expect(readPrice(cell)).toBeNull())

  it.each([['$450', 'not in pounds'], ['450 EUR', 'not in pounds'], ['-5', 'can read'], ['about that', 'can read'],
    ['12/03/2022', 'can read'], ['£1,000,000', 'too much']])('says what is wrong with “%s”', (cell, words) => {
    const read = readPrice(cell)
    expect(read && 'problem' in read && read.problem).toMatch(new RegExp(words))
  })
})
