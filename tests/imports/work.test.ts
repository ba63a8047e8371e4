import { describe, expect, it } from 'vitest'
import { work } from '../../src/imports/work/read.ts'

const read = (text: string) => work(Buffer.from(text))

describe('what is kept of a file until it is brought in', () => {
  it('refuses a list of pupils whole', () =>
    expect(read('UPN,Forename,Surname,Reg Group\nA1,Ann,Other,4 Oak\n')).toEqual({ ok: false, sentence: expect.stringContaining('list of pupils') }))

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
