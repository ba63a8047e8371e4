import { describe, expect, it } from 'vitest'
import { work } from '../../src/imports/work/read.ts'

const read = (text: string) => work(Buffer.from(text))

describe('what is kept of a file until it is brought in', () => {
  it('refuses a list of pupils whole', () =>
    expect(read('UPN,Forename,Surname,Reg Group\nA1,Ann,Other,4 Oak\n')).toEqual({ ok: false, sentence: expect.stringContaining('list of pupils') }))

  it.each([
    ['dates of birth and nothing that staff have', 'First name,Surname,Class,Gender,Date of birth\nTommy,Small,4 Oak,M,01/02/2018\n'],
    ['many to a class', `Name,Class\n${Array.from({ length: 9 }, (_, i) => `Child ${'abcdefghi'[i]},4 Oak`).join('\n')}\n`],
  ])('refuses a list of people with %s', (_, text) => expect(read(text)).toEqual({ ok: false, sentence: expect.stringContaining('list of pupils') }))

  it('takes a short list of adults by class', () =>
    expect(read('Name,Class\nJo Farrow,4 Oak\nAnn Lewin,5 Elm\n')).toMatchObject({ ok: true, facts: { about: 'people' } }))

  it('keeps no name of a pupil in a list of staff', () => {
    expect(read('Name,Email,Type\nAda Quill,a@x.example,Staff\nTommy Small,t@x.example,Pupil\n')).toMatchObject({ lines: [[2, '["Ada Quill","a@x.example","Staff"]'], [3, '["","","Pupil"]']] })
    const many = Array.from({ length: 6 }, (_, i) => `Tommy,Small${i},Student\n`).join('')
    expect(JSON.stringify(read(`First Name,Last Name,Role\nAda,Quill,Teacher\n${many}`))).not.toContain('Tommy')
    expect(JSON.stringify(read('First Name,Last Name,Role\nAda,Quill,Teacher\nEve,Roe,Student\n'))).toContain('Eve')
  })

  it('keeps no remarks on staff, on an absence perhaps', () =>
    expect(JSON.stringify(read('Name,Email,Notes,Reason for leave\nAda Quill,a@x.example,away since May,ill\n'))).not.toMatch(/away|ill"/))

  it('takes a list of devices that names pupils, without their names', () => {
    const found = read('Asset Tag,Type,Serial,Pupil name\nCB-1,Chromebook,S1,Ann Other\n')
    expect(found).toMatchObject({ ok: true, facts: { about: 'devices' }, lines: [[2, '["CB-1","Chromebook","S1",""]']] })
  })

  it('keeps only what is needed of a known export, and all that may be kept of others', () => {
    const intune = read('Device name,Serial number,Last check-in,Compliance,OS,IMEI\nPC-1,S1,2026,Compliant,Windows,356\n')
    expect(intune).toMatchObject({ lines: [[2, '["PC-1","S1","","","Windows",""]']] })
    const other = read('Code,Type,Colour,Wi-Fi key\nLT-1,Laptop,red,sunflower\n')
    expect(other).toMatchObject({ lines: [[2, '["LT-1","Laptop","red",""]']] })
  })

  it('does not even keep a cell that holds a password', () =>
    expect(JSON.stringify(read('Code,Type,Notes,Colour\nLT-1,Laptop,pw: Fluffy1,password is Fluffy2\n'))).not.toContain('Fluffy'))
})
