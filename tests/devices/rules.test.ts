import { expect, test } from 'vitest'
import { homeProblem, homeWords, penceFrom, poundsFrom, searchText } from '../../src/devices/rules.ts'
import { tagsOfDevice } from '../../src/tags/of-device.ts'

test.each([
  ['£1,249.00', 124_900], ['1249', 124_900], ['1249.5', 124_950], ['£ 0.99', 99], ['1,249', 124_900], [' 65 ', 6500],
  ['0', 0], ['123,456.78', 12_345_678], ['0.29', 29], ['19.99', 1999],
])('“%s” is %i pence', (typed, pence) => {
  expect(penceFrom(typed)).toBe(pence)
})

test.each(['', '-5', '1.249,00', '12,49', '£', '1249.999', '€50', 'free', '1e3', '1 249', '9999999'])('“%s” is no amount', (typed) => {
  expect(penceFrom(typed)).toBeNull()
})

test.each([[124_900, '1,249.00'], [99, '0.99'], [12_345_678, '123,456.78']])('%i pence are typed again as %s', (pence, typed) => {
  expect(poundsFrom(pence)).toBe(typed)
  expect(penceFrom(typed)).toBe(pence)
})

const trolley = { name: 'iPad trolley 1', slots: 16 }
const box = { name: 'Robot box', slots: null }

test.each([
  ['a place of its own', { slot: null, set: null, occupant: null }, null],
  ['a slot without a trolley', { slot: 3, set: null, occupant: null }, 'Choose the trolley that this slot is in, or leave the slot empty'],
  ['a trolley without a slot yet', { slot: null, set: trolley, occupant: null }, null],
  ['a free slot', { slot: 16, set: trolley, occupant: null }, null],
  ['a slot past the last', { slot: 17, set: trolley, occupant: null }, 'iPad trolley 1 has slots 1 to 16'],
  ['a slot with a device in it', { slot: 3, set: trolley, occupant: 'IP-0003' }, 'Slot 3 of iPad trolley 1 has IP-0003 in it'],
  ['a slot in a set without slots', { slot: 1, set: box, occupant: null }, 'Robot box has no numbered slots; leave the slot empty'],
])('home: %s', (_, facts, problem) => {
  expect(homeProblem(facts)).toBe(problem)
})

test.each([
  [{ set_name: null, slot: null, place: '' }, 'the suite'],
  [{ set_name: null, slot: null, place: 'Year 5 landing' }, 'Year 5 landing'],
  [{ set_name: 'iPad trolley 1', slot: 5, place: '' }, 'iPad trolley 1, slot 5'],
  [{ set_name: 'Robot box', slot: null, place: '' }, 'Robot box'],
])('the home %o is said as “%s”', (home, words) => {
  expect(homeWords(home)).toBe(words)
})

const facts = { code: 'LT-0061', serial: '5cd123 4x', old_numbers: ['ict/17', 'LT-0061'], computer_name: 'lark-lt61' }

test('every text that stands on a device is scannable, as a scanner reads it, and twice counts once', () => {
  expect(tagsOfDevice(facts)).toEqual([
    { what: 'code', text: 'LT-0061' }, { what: 'serial', text: '5CD123 4X' }, { what: 'old number', text: 'ICT/17' },
    { what: 'computer name', text: 'LARK-LT61' },
  ])
  expect(tagsOfDevice({ code: 'LT-1', serial: null, old_numbers: [], computer_name: '' })).toEqual([{ what: 'code', text: 'LT-1' }])
})

test('a device is searched by all that is written on it, without accents', () => {
  expect(searchText({ ...facts, make: 'Fernwood', model: 'Slaté 11' })).toBe('lt-0061 fernwood slate 11 5cd123 4x lark-lt61 ict/17 lt-0061')
})
