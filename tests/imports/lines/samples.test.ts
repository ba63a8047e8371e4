import { describe, expect, it } from 'vitest'
import { devicesOf, peopleOf, sample } from '../support/lists.ts'

const tally = (values: (string | null)[]) => Object.fromEntries([...new Set(values)].map((value) => [value, values.filter((v) => v === value).length]))

describe('the sample lists, line by line', () => {
  it('a school’s spreadsheet: codes, types, dates, prices, six Bee-Bots and a name twice', () => {
    const { rows, several } = devicesOf(sample('school-spreadsheet.csv'))
    expect(rows.map(({ code }) => code)).toEqual(['LT-1', 'LT-2', 'LT-3', 'CAM-1', 'CAM-2', 'VC-1', 'BEE-1', 'BEE-2', 'BEE-3', 'BEE-4', 'BEE-5', 'BEE-6',
      'DL-1', 'USB-1', 'USB-2', 'IPAD-1', 'IPAD-1'])
    expect(tally(rows.map(({ type_id }) => type_id))).toEqual({ 'Laptop': 3, 'Camera': 2, 'Video camera': 1, 'Robot': 6, 'Data logger': 1, 'Encrypted USB pen': 2, 'iPad': 2 })
    expect(rows[0]).toMatchObject({ make: 'Lenovo', model: 'ThinkBook', serial: 'D26NXFV9R', place: 'Office', bought_on: '2021-09-01', price_pence: 124_900, tags: [{ text: 'LT 1', what: 'old number' }] })
    expect(rows[4]).toMatchObject({ bought_on: '2023-09-01', price_pence: null })
    expect(rows.at(-1)!.problems).toEqual(['The code IPAD-1 stands twice: on line 14 and again on line 15'])
    expect(rows.filter(({ problems }) => problems.length > 0)).toHaveLength(1)
    expect(several).toEqual([{ line: 10, text: 'Bee-Bots (x6)', count: 6, as_one: false }])
  })

  it('the six Bee-Bots can be taken as one', () => {
    const bees = devicesOf(sample('school-spreadsheet.csv'), { as_one: [10] }).rows.filter(({ line }) => line === 10)
    expect(bees).toMatchObject([{ code: 'BEE1-6', price_pence: 45_000 }])
  })

  it('Intune: laptops by their serial numbers, named by their computers', () => {
    const { rows } = devicesOf(sample('intune-all-devices.csv'))
    expect(rows).toHaveLength(62)
    expect(rows[0]).toMatchObject({ code: 'SCH-LT-001', code_stated: false, serial: '8ZYWEX6', make: 'Dell Inc.', model: 'Latitude 3520', type_id: 'Laptop', computer_name: 'SCH-LT-001' })
    expect(rows.flatMap(({ problems, cautions }) => [...problems, ...cautions])).toEqual([])
  })

  it('Jamf: iPads in six trolleys, each in its slot', () => {
    const { rows } = devicesOf(sample('jamf-school-devices.csv'))
    expect(tally(rows.map(({ set }) => set))).toEqual(Object.fromEntries('ABCDEF'.split('').map((letter) => [`Trolley ${letter}`, 15])))
    expect(rows[16]).toMatchObject({ code: 'IP-0017', type_id: 'iPad', set: 'Trolley B', slot: 2, computer_name: 'iPad 2-02', notes: '' })
  })

  it('Google: Chromebooks, some without a code, the deprovisioned ones retired, no pupil anywhere', () => {
    const { rows } = devicesOf(sample('chromeos-devices.csv'))
    expect(tally(rows.map(({ type_id }) => type_id))).toEqual({ Chromebook: 60 })
    expect(rows.filter(({ code }) => code === null)).toHaveLength(6)
    expect(rows.filter(({ because }) => because === 'retired').map(({ line }) => line)).toEqual([2, 19, 36, 53])
    expect(rows[2]).toMatchObject({ place: 'ICT suite', notes: '', make: 'Acer', model: 'Chromebook 311 (C722)' })
    expect(rows[3]).toMatchObject({ notes: 'charger missing, 12" screen' })
    expect(JSON.stringify(rows)).not.toContain('pupil')
  })

  it('Snipe-IT: American dates, open check-outs, HTML and a formula as plain words', () => {
    const { rows } = devicesOf(sample('snipe-it-assets.csv'))
    expect(rows[0]).toMatchObject({ code: 'LT-0001', bought_on: '2019-02-22', price_pence: 45_150, place: 'ICT Suite',
      out_to: { email: 'b.pryce@meadowbank.example', name: 'Bronwen Pryce', due_on: null } })
    expect(rows.filter(({ out_to }) => out_to !== null)).toHaveLength(10)
    expect(rows[2]!.notes).toBe('sticky <b>W</b> key')
    expect(rows[7]!.notes).toBe("=cmd|' /C calc'!A0")
  })

  it('a staff list: names turned round, kinds, classes, and three lines that need a hand', () => {
    const rows = peopleOf(sample('mis-staff-list.csv'))
    expect(rows).toHaveLength(57)
    expect(rows[0]).toMatchObject({ name: 'Joao Farrow', email: 'j.farrow@meadowbank.example', kind: 'staff', job_title: 'Class Teacher', classes: ['Reception Ash'], first_day: '2015-01-01', last_day: '2026-12-01' })
    expect(tally(rows.map(({ kind }) => kind))).toEqual({ staff: 45, supply: 4, student: 4, governor: 4 })
    expect(rows.filter(({ problems }) => problems.length > 0).map(({ line, problems }) => [line, problems[0]])).toEqual([
      [54, 'The email b.pryce@meadowbank.example stands twice: on line 39 (Bronwen Pryce) and again on line 54'],
      [57, 'The email j.farrow@meadowbank.example stands twice: on line 2 (Joao Farrow) and again on line 57'],
      [58, 'First day: “31/02/2025” is not a day in the calendar'],
    ])
    expect(rows.at(-1)!.cautions[0]).toContain('“Siôn Ll?r”')
    expect(rows.filter(({ last_day }) => last_day !== null)).toHaveLength(5)
  })

  it('Apple School Manager: names and addresses only', () => {
    const rows = peopleOf(sample('apple-school-manager-staff.csv'))
    expect(rows).toHaveLength(54)
    expect(rows[12]).toMatchObject({ name: 'Callum Day-Lewis', email: 'c.day-lewis@meadowbank.example', kind: null, job_title: '' })
    expect(rows.filter(({ problems }) => problems.length > 0).map(({ line }) => line)).toEqual([53])
  })
})
