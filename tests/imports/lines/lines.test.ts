import { describe, expect, it } from 'vitest'
import { devicesOf, peopleOf } from '../support/lists.ts'

const key = '308539-223630-154858-318791-667678-221342-150722-136477'
const first = (text: string) => devicesOf(text).rows[0]!

describe('lines of devices', () => {
  it('drops a secret and says so, and keeps the rest of the line', () => {
    const row = first(`Code,Type,Notes\nLT-1,Laptop,key ${key}\n`)
    expect(row).toMatchObject({ code: 'LT-1', notes: '', problems: [], cautions: ['Notes not kept: there seems to be a password, PIN or key in it'] })
    expect(JSON.stringify(first('Code,Type,Notes\nLT-1,Laptop,Password: Fluffy1\n'))).not.toContain('Fluffy')
  })
  it('reads nothing of a column for passwords', () =>
    expect(JSON.stringify(devicesOf('Code,Type,Serial,Password\nLT-1,Laptop,S1,Fluffy1\n'))).not.toContain('Fluffy'))
  it('names a serial number that stands twice', () =>
    expect(devicesOf('Code,Type,Serial\nLT-1,Laptop,S1\nLT-2,Laptop,s1\n').rows[1]!.problems).toEqual(['The serial number S1 stands twice: on line 2 and again on line 3']))
  it('gives no one a slot that is taken', () =>
    expect(devicesOf('Code,Type,Location,Slot\nIP-1,iPad,Trolley A,3\nIP-2,iPad,trolley a,3\n').rows.map(({ slot }) => slot)).toEqual([3, null]))
  it('leaves a computer’s name off where another has it', () => {
    const { rows } = devicesOf('Code,Type,Computer name\nLT-1,Laptop,PC-1\nLT-2,Laptop,PC-1\n')
    expect(rows.map(({ tags }) => tags.length)).toEqual([1, 0])
    expect(rows[1]).toMatchObject({ problems: [], cautions: [expect.stringContaining('also stands on line 2')] })
  })
  it('makes no code of a name that several have, nor of a person’s', () => {
    const { rows } = devicesOf('Device name,Serial number,Model,OS,Last check-in\niPad 2,S1,iPad,iOS,\niPad 2,S2,iPad,iOS,\nJo’s iPad 3,S3,iPad,iOS,\n')
    expect(rows.map(({ code }) => code)).toEqual(['IPAD-2', null, null])
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
  })
  it('refuses what is somebody’s own', () =>
    expect(first('Device name,Serial number,Ownership,OS,Last check-in\nPH-1,S1,Personal,iOS,\n').problems).toEqual(['It is somebody’s own, not the school’s']))
  it('needs something to know a device by', () =>
    expect(first('Type,Model,Serial\nLaptop,ProBook,\n').problems).toEqual(['There is neither a code nor a serial number to know it by']))
  it('tells the third laptop from the third iPad where lists only count them', () => {
    expect(devicesOf('Laptop no,Make,Serial\n1,Dell,S1\n2,Dell,S2\n').rows.map(({ code, tags }) => [code, tags])).toEqual([['LT-1', []], ['LT-2', []]])
    expect(devicesOf('No,Type,Serial\n1,iPad,S3\n00002,iPad,S4\n').rows.map(({ code }) => code)).toEqual(['IP-1', '00002'])
  })
  it('names a code that cannot be one', () => expect(first('Code,Type\nThe laptop that lives in the hall,Laptop\n').problems[0]).toContain('cannot be a code'))
  it('asks about words that no type fits, and takes the answer', () => {
    const text = 'Code,Type\nVS-1,Visualiser\n'
    expect(first(text)).toMatchObject({ type_id: null, unknown_type: 'visualiser', problems: [] })
    expect(devicesOf(text, { types: { visualiser: 'Camera' } }).rows[0]).toMatchObject({ type_id: 'Camera', unknown_type: null })
    expect(devicesOf(text, { types: { visualiser: 'leave' } }).rows[0]!.problems).toEqual(['Left out, as you chose'])
  })
  it('counts a warranty in months from the purchase', () =>
    expect(first('Code,Type,Purchase Date,Warranty\nLT-1,Laptop,2024-09-01,36 months\n')).toMatchObject({ warranty_until: '2027-08-31' }))
  it('reads a bad price as a problem of its line', () => expect(first('Code,Type,Cost\nLT-1,Laptop,lots\n').problems[0]).toContain('“lots”'))
  it('gives six serial numbers to six devices, and one to none', () => {
    const text = (serial: string) => `Code,Type,Serial\nBee1-3,Bee-Bots (x3),${serial}\n`
    expect(devicesOf(text('A1 A2 A3')).rows.map(({ serial }) => serial)).toEqual(['A1', 'A2', 'A3'])
    expect(devicesOf(text('A1')).rows.map(({ serial }) => serial)).toEqual([null, null, null])
  })
  it('leaves several without codes one line with one problem', () =>
    expect(devicesOf('Item,Qty,Make\nHeadphones,30,JVC\n').rows).toMatchObject([{ problems: ['There is neither a code nor a serial number to know it by'] }]))
  it('goes by the heading of the numbers where nothing else tells', () =>
    expect(first('Laptop no,Serial no\nA1,S1\n')).toMatchObject({ type_id: 'Laptop' }))
  it('passes over a line with the total', () => expect(devicesOf('Code,Type,Cost\nLT-1,Laptop,5\nTotal,,5\n').rows).toHaveLength(1))
  it('takes an old number as something to scan', () =>
    expect(first('Code,Old number,Type\nLT-1,0427 / A9,Laptop\n').tags.map(({ text }) => text)).toEqual(['0427', 'A9']))
  it('takes a check-out to a place as a place', () =>
    expect(first('Asset Tag,Category,Checkout Type,Checked Out To: Location,Checked Out To: Email\nLT-1,Laptops,location,Hall,\n'))
      .toMatchObject({ place: 'Hall', out_to: null }))
})

describe('lines of people', () => {
  it('joins the lines of one person', () => {
    const rows = peopleOf('Name,Email,Class,Position\nJo Farrow,j@x.example,4 Oak,Teacher\nJo Farrow,J@x.example,5 Elm,Maths Lead\n')
    expect(rows).toMatchObject([{ line: 2, classes: ['4 Oak', '5 Elm'], job_title: 'Teacher, Maths Lead', cautions: ['Line 3 is about the same person and is taken together with it'] }])
  })
  it('says a position once, however it is written', () =>
    expect(peopleOf('Name,Email,Role\nJo Farrow,j@x.example,ta\nJo Farrow,j@x.example,TA\n')[0]!.job_title).toBe('ta'))
  it('asks for a line each where two people share one', () =>
    expect(peopleOf('Name,Position\nMr & Mrs Smith,Caretakers\n')[0]!.problems).toEqual(['This seems to be two people: give each a line']))
  it('does not join two people of one name without an email', () =>
    expect(peopleOf('Name,Position\nJo Farrow,Teacher\nJo Farrow,TA\n')[1]!.problems[0]).toContain('on line 2 and on line 3'))
  it('keeps a governor and a teacher of one name apart', () =>
    expect(peopleOf('Name,Position\nJo Farrow,Teacher\nJo Farrow,Governor\n').flatMap(({ problems }) => problems)).toEqual([]))
  it.each([['Name,Email\n,j@x.example\n', 'There is no name'], ['Name,Email,Class\nJo,j.farrow,\nAnn,a@x.example,\n', '“j.farrow” is not an email address'],
    ['Name,Email,Start,End\nJo,j@x.example,2024-02-01,2024-01-01\n', 'The last day is before the first'],
    ['Name,Email,Type\nJo,j@x.example,Pupil\n', 'This is a pupil; Kitbook keeps adults only']])('%j: %s', (text, problem) =>
    expect(peopleOf(text)[0]!.problems).toContain(problem))
})
