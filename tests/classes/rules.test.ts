import { expect, it } from 'vitest'
import { cardCode, compareClasses } from '../../src/classes/rules.ts'

it.each([
  ['Year 4 Oak', [], 'CL-4OAK'],
  ['Year 4 Oak', ['CL-4OAK'], 'CL-4OAK-2'],
  ['Year 4 Oak', ['CL-4OAK', 'CL-4OAK-2'], 'CL-4OAK-3'],
  ['Reception Willow', [], 'CL-RWILLOW'],
  ['Class 1', [], 'CL-1'],
  ['Ŵyn', [], 'CL-WYN'],
  ['The Explorers and Adventurers', [], 'CL-EXPLORERSAND'],
  ['★', [], 'CL-CLASS'],
])('suggests for %s beside %o the code %s', (name, taken, code) => {
  expect(cardCode(name, taken)).toBe(code)
})

it('puts the youngest first and Year 10 after Year 9', () => {
  const names = ['Year 10', 'Year 1 Elm', 'Year 9', 'Reception', 'Nursery', 'Year 1 Ash']
  expect(names.map((name) => ({ name })).toSorted(compareClasses).map(({ name }) => name))
    .toEqual(['Nursery', 'Reception', 'Year 1 Ash', 'Year 1 Elm', 'Year 9', 'Year 10'])
})
