import { describe, expect, it } from 'vitest'
import { defaultDeviceTypes } from '../../../src/device-types/defaults.ts'
import { cleanCode, codeStyle, readSerial } from '../../../src/imports/values/codes.ts'
import { homeInNotes, readHome, slotInLabel } from '../../../src/imports/values/homes.ts'
import { makeAndModel } from '../../../src/imports/values/makers.ts'
import { readSeveral, withoutCount } from '../../../src/imports/values/several.ts'
import { monthsIn, outOfUseBecause } from '../../../src/imports/values/statuses.ts'
import { typeCalled, typeOf } from '../../../src/imports/values/types.ts'

const types = defaultDeviceTypes.map(({ name, code_prefix }) => ({ id: name, name, code_prefix }))
const clues = { item: '', make: '', model: '', label: '', os: '', code: '' }

describe('codes', () => {
  it.each([['LT 1', 'LT-1'], [' lt_2 ', 'LT-2'], ['LT-3', 'LT-3'], ['LT/0427', 'LT-0427'], ['(LT4)', 'LT4'], ['Büro 1', 'BURO-1'],
    ['7', '7'], ['', null], ['Laptop that Bronwen used in the hall', null]])('writes “%s” as %s', (typed, code) =>
    expect(cleanCode(typed)).toBe(code))

  it.each<[string, string[], string, string]>([
    ['puts a hyphen where most have one', ['LT 1', 'Cam 1', 'LT-3', 'VC1'], 'VC1', 'VC-1'],
    ['puts a hyphen where others with the same letters have one', ['LT 1', 'VC1', 'DL1', 'DL2', 'LT2'], 'LT2', 'LT-2'],
    ['leaves a list alone that never has one', ['SCH001', 'SCH002'], 'SCH001', 'SCH001'],
    ['leaves other forms alone', ['LT-1', 'LT-2'], 'A1B2', 'A1B2'],
  ])('%s', (_, list, code, written) => expect(codeStyle(list)(code)).toBe(written))

  it.each([['d26nxfv9r', { serial: 'D26NXFV9R' }], ["'0012", { serial: '0012' }], ['', null]])('reads the serial “%s”', (cell, read) =>
    expect(readSerial(cell)).toEqual(read))
  it.each(['To be filled by O.E.M.', 'Default string', '0000000', '1.23E+11'])('does not take “%s” for a serial', (cell) =>
    expect(readSerial(cell)).toHaveProperty('caution'))
})

describe('typeOf', () => {
  it.each([
    [{ item: 'laptop' }, 'Laptop'], [{ item: 'Laptop (spare)' }, 'Laptop'], [{ item: 'Laptops' }, 'Laptop'], [{ item: 'Staff laptop' }, 'Laptop'],
    [{ item: 'Digital camera' }, 'Camera'], [{ item: 'Video camera' }, 'Video camera'], [{ item: 'Camcorder' }, 'Video camera'],
    [{ item: 'Bee-Bots' }, 'Robot'], [{ item: 'Beebot' }, 'Robot'], [{ item: 'Encrypted USB pen' }, 'Encrypted USB pen'],
    [{ item: 'Memory stick' }, 'Encrypted USB pen'], [{ item: 'iPads' }, 'iPad'], [{ item: 'Chrome book' }, 'Chromebook'],
    [{ item: 'Data logger' }, 'Data logger'], [{ item: 'Notebook' }, 'Laptop'], [{ item: 'Laptop with bag' }, 'Laptop'],
    [{ model: 'Acer Chromebook 311 (C722)' }, 'Chromebook'], [{ make: 'Lenovo', model: 'ThinkBook 15' }, 'Laptop'],
    [{ model: 'iPad (9th generation)' }, 'iPad'], [{ model: 'Canon IXUS 185' }, 'Camera'], [{ item: 'Tablet', model: 'iPad 9' }, 'iPad'],
    [{ item: 'Staff device', model: 'X13', os: 'Windows' }, 'Laptop'], [{ os: 'iPadOS' }, 'iPad'], [{ label: 'MacBook-12' }, 'Laptop'],
    [{ code: 'LT-7' }, 'Laptop'], [{ item: 'Robot' }, 'Robot'],
    [{ item: 'Visualiser', code: 'LT-1' }, null], [{ item: 'Laptop charger' }, null], [{ item: 'iPad trolley' }, null], [{ item: 'Tablet', model: 'Galaxy Tab' }, null],
    [{ model: 'OptiPlex 7090', os: 'Windows' }, null], [{ model: 'iPhone 12', os: 'iOS' }, null], [{}, null],
  ])('%o is %s', (given, type) => expect(typeOf({ ...clues, ...given }, types)).toBe(type))

  it('falls back on what a list is usually of', () => expect(typeOf(clues, types, 'iPad')).toBe('iPad'))
  it('finds a school’s own types by name', () => {
    const own = [{ id: 'v', name: 'Visualisers', code_prefix: 'VS' }, { id: 't', name: 'Tablet', code_prefix: 'TB' }]
    expect(typeOf({ ...clues, item: 'Ceiling visualiser' }, own)).toBe('v')
    expect(typeOf({ ...clues, item: 'Tablet', model: 'Galaxy Tab' }, own)).toBe('t')
    expect(typeCalled('iPad', own)).toBeNull()
  })
})

describe('homes', () => {
  it.each([
    ['Suite cupboard', { set: null, slot: null, place: 'Suite cupboard' }], ['?', { set: null, slot: null, place: '' }],
    ['Trolley A', { set: 'Trolley A', slot: null, place: '' }], ['trolley A, slot 5', { set: 'Trolley A', slot: 5, place: '' }],
    ['Trolley A / 12', { set: 'Trolley A', slot: 12, place: '' }], ['Blue trolley', { set: 'Blue trolley', slot: null, place: '' }],
    ['Trolley 2-05', { set: 'Trolley 2', slot: 5, place: '' }], ['iPad cart 3', { set: 'iPad cart 3', slot: null, place: '' }],
    ['In the green trolley', { set: 'Green trolley', slot: null, place: '' }],
    ['beside the trolley', { set: null, slot: null, place: 'beside the trolley' }],
  ])('“%s”', (cell, home) => expect(readHome(cell)).toEqual(home))

  it.each([
    ['Trolley A', 'Trolley A', null, ''], ['Trolley A, cracked corner', 'Trolley A', null, 'cracked corner'],
    ['cracked; Trolley A; slot 3', 'Trolley A', 3, 'cracked'],
  ])('finds the trolley in the notes “%s”', (cell, set, slot, notes) =>
    expect(homeInNotes(cell)).toEqual({ home: { set, slot, place: '' }, notes }))
  it('leaves other notes alone', () => expect(homeInNotes('charger missing from trolley')).toEqual({ home: null, notes: 'charger missing from trolley' }))

  it.each([['iPad 1-01', 1], ['A-07', 7], ['iPad 2.15', 15], ['iPad 12', null], ['SCH-LT-001', null], ['iPad 1-99', null]])(
    'takes the slot of “%s” as %s', (label, slot) => expect(slotInLabel(label)).toBe(slot))
})

describe('several devices in one line', () => {
  const six = ['Bee1', 'Bee2', 'Bee3', 'Bee4', 'Bee5', 'Bee6']
  it.each([
    ['Bee-Bots (x6)', '', 'Bee1-6', { count: 6, codes: six }], ['Bee-Bots', '6', 'Bee1-6', { count: 6, codes: six }],
    ['Bee-Bots', '', 'Bee1-Bee6', { count: 6, codes: six }], ['Bee-Bots', '', 'Bee1 to 6', { count: 6, codes: six }],
    ['6 x Bee-Bots', '', '', { count: 6, codes: null }], ['Set of 2 cameras', '', 'CAM', { count: 2, codes: ['CAM-1', 'CAM-2'] }],
    ['Laptop', '', 'LT08-LT10', { count: 3, codes: ['LT08', 'LT09', 'LT10'] }],
    ['iPad', '', 'iPad 1-06', null], ['Laptop', '1', 'LT 1', null], ['Camera X6', '', 'CAM 1', { count: 6, codes: expect.any(Array) }],
  ])('“%s” ×%s numbered “%s”', (item, quantity, code, expected) => expect(readSeveral(item, quantity, code)).toEqual(expected))
  it('says when the numbers and the count differ', () => expect(readSeveral('Bee-Bots (x6)', '', 'Bee1-5')).toHaveProperty('problem'))
  it('does not make hundreds of devices from one line', () => expect(readSeveral('Headphones', '300', 'HP1')).toHaveProperty('problem'))
  it.each([['Bee-Bots (x6)', 'Bee-Bots'], ['6 x Bee-Bots', 'Bee-Bots'], ['Laptop', 'Laptop']])('“%s” is “%s”', (item, plain) =>
    expect(withoutCount(item)).toBe(plain))
})

describe('statuses, warranties and makers', () => {
  it.each([['DEPROVISIONED', 'retired'], ['Disposed of', 'retired'], ['Stolen', 'stolen'], ['Lost/Stolen', 'lost'], ['Out for Repair', 'in repair'],
    ['Broken', 'in repair'], ['ACTIVE', null], ['Ready to Deploy', null], ['Not disposed', null], ['', null]])('“%s” is %s', (status, because) =>
    expect(outOfUseBecause(status)).toBe(because))
  it.each([['36 months', 36], ['3 years', 36], ['36', 36], ['2027', null], ['01/09/2027', null]])('“%s” is %s months', (cell, months) =>
    expect(monthsIn(cell)).toBe(months))
  it.each([['Lenovo ThinkBook', 'Lenovo', 'ThinkBook'], ['TTS', 'TTS', ''], ['HPX 3', '', 'HPX 3'], ['Dell Inc. Latitude', 'Dell Inc.', 'Latitude']])(
    '“%s”', (text, make, model) => expect(makeAndModel(text)).toEqual({ make, model }))
})
