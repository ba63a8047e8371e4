import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../src/imports/file/decode.ts'
import { readSheet } from '../../../src/imports/file/sheet.ts'
import { sample, sheetOf } from '../support/lists.ts'

const list = 'Code;Type;Notes\r\nLT-1;Laptop;Siôn’s £5\r\n'
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()
const latin = Buffer.from('Code,Type,Cost\nLT-1,Laptop,\x80\xa3450 Si\xf4n\x92s\n', 'latin1')
const sentence = (bytes: Buffer | string) => {
  const read = readSheet(Buffer.from(bytes))
  return read.ok ? 'read' : read.sentence
}

describe('encodings', () => {
  it.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from(list), 'UTF-8'], ['UTF-8 with its mark', Buffer.from(`\uFEFF${list}`), 'UTF-8'],
    ['UTF-16 LE with its mark', Buffer.from(`\uFEFF${list}`, 'utf16le'), 'UTF-16'], ['UTF-16 LE without', Buffer.from(list, 'utf16le'), 'UTF-16'],
    ['UTF-16 BE with its mark', swapped(Buffer.from(`\uFEFF${list}`, 'utf16le')), 'UTF-16'],
    ['UTF-16 BE without', swapped(Buffer.from(list, 'utf16le')), 'UTF-16'],
  ])('%s', (_, bytes, encoding) => expect(decodeText(bytes)).toEqual({ ok: true, text: list, encoding }))

  it('Windows-1252, with its own euro, pound and curly apostrophe', () => {
    expect(decodeText(latin)).toMatchObject({ encoding: 'Windows-1252', text: expect.stringContaining('€£450 Siôn’s') })
  })
})

describe('junk gets a sentence', () => {
  const zip = (name: string) => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from(name), randomBytes(400)])
  it.each<[string, Buffer | string, RegExp]>([
    ['an empty file', '', /empty/], ['only blank lines', ' \r\n\r\n', /nothing in this file/i], ['only a mark', '\uFEFF', /nothing in this file/i],
    ['a PDF', '%PDF-1.7\n%âãÏÓ', /PDF/], ['an Excel workbook', zip('[Content_Types].xml'), /Excel workbook.*save it as CSV/i],
    ['a zip', zip('devices.csv'), /zip file/], ['an older Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /older Excel/],
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /picture/], ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /picture/],
    ['a photo of a phone', Buffer.from('\0\0\0\x18ftypheic'), /picture/], ['a gzip', Buffer.from([0x1f, 0x8b, 8, 0]), /packed/],
    ['a program', 'MZ\x90\0', /program/], ['a web page', '<!DOCTYPE html><p>', /web page/], ['random bytes', randomBytes(5000), /not a text file|packed|picture|program/],
    ['text without a list', 'Dear all,\nplease bring the laptops back\n', /No headings/], ['headings alone', 'Code,Type\n', /nothing below the headings/],
    ['BitLocker’s JSON', sample('bitlocker.json'), /JSON/],
    ['recovery passwords', sample('bitlocker-with-recovery-password.json'), /recovery passwords, so nothing of it was read/],
    ['recovery passwords in UTF-16', Buffer.from('\uFEFF' + sample('bitlocker-with-recovery-password.json').toString('utf8'), 'utf16le'), /recovery passwords, so nothing of it was read/],
    ['the same the other way round', Buffer.from('\uFEFF' + sample('bitlocker-with-recovery-password.json').toString('utf8'), 'utf16le').swap16(), /recovery passwords, so nothing of it was read/],
    ['what manage-bde printed', sample('manage-bde-status.txt'), /No headings/],
    ['an open quotation mark', 'Code,Type,Notes\nLT-1,Laptop,ok\nLT-2,Laptop,"open\nLT-3,Laptop,\n', /quotation mark is opened on line 3/],
    ['more than 20 MB', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), /20 MB/],
    ['too many columns', `Code,Type${',x'.repeat(300)}\nLT-1,Laptop${',y'.repeat(300)}\n`, /250 columns/],
    ['too many lines', `Code,Type\n${'LT-1,Laptop\n'.repeat(50_001)}`, /50,000 lines/],
    ['a novel in a cell', `Code,Type\nLT-1,${'x'.repeat(10_001)}\n`, /line 2 holds more than 10,000/],
  ])('%s', (_, bytes, words) => expect(sentence(bytes)).toMatch(words))
})

describe('rows and headings', () => {
  it.each([[',', 'Code,Type\nLT-1,"Laptop, spare"\n'], [';', 'Code;Type\nLT-1;"Laptop, spare"\n'], ['\t', 'Code\tType\nLT-1\tLaptop, spare\n'],
    [';', 'sep=;\nCode;Type\nLT-1;Laptop, spare\n']])('finds the separator %j', (separator, text) => {
    const sheet = sheetOf(text)
    expect(sheet).toMatchObject({ separator, headings: ['Code', 'Type'] })
    expect(sheet.lines[0]!.cells).toEqual(['LT-1', 'Laptop, spare'])
  })

  it('finds the headings below title lines and numbers lines as a spreadsheet does', () => {
    const sheet = sheetOf('ICT REGISTER,,\n\nUpdated by,the office,\nAsset no.,Item,Serial No\n\nLT 1,Laptop,X1\n,,\nLT 2,Laptop,X2\n')
    expect(sheet.heading_line).toBe(4)
    expect(sheet.headings).toEqual(['Asset no.', 'Item', 'Serial No'])
    expect(sheet.lines.map(({ line }) => line)).toEqual([6, 8])
  })

  it('counts a cell of several lines as one line', () =>
    expect(sheetOf('Code,Notes,Type\nLT-1,"a\nb",Laptop\nLT-2,c,Laptop\n').lines.map(({ line }) => line)).toEqual([2, 3]))

  it.each(['\n', '\r\n', '\r'])('reads lines that end in %j', (end) =>
    expect(sheetOf(['Code,Type', 'LT-1,Laptop', 'LT-2,Laptop', ''].join(end)).lines).toHaveLength(2))

  it('reads ragged rows and stray quotation marks, and names empty and repeated headings', () => {
    const sheet = sheetOf('Code,Type,,Notes,Notes\nLT-1,Laptop\nLT-2,Laptop,,12" screen,"ab"c,more\n')
    expect(sheet.headings).toEqual(['Code', 'Type', 'Column 3', 'Notes', 'Notes (2)', 'Column 6'])
    expect(sheet.lines.map(({ cells }) => cells)).toEqual([['LT-1', 'Laptop'], ['LT-2', 'Laptop', '', '12" screen', '"ab"c', 'more']])
  })

  it('passes over headings that are repeated at the top of each page', () =>
    expect(sheetOf('Code,Type\nLT-1,Laptop\nCode,Type\nLT-2,Laptop\n').lines.map(({ line }) => line)).toEqual([2, 4]))

  it.each(['Total', 'Total devices: 2', ',,Count,2', 'Count: 2', 'Printed 16/11/2026 by the office', 'Page 1 of 3', 'Signed: ______,,Date:', 'Grand total,2'])(
    'passes over “%s” below a list', (foot) => expect(sheetOf(`Code,Type,Serial,Qty\nLT-1,Laptop,S1,1\n${foot}\n`).lines).toHaveLength(1))

  it('keeps a line that only begins like a total', () =>
    expect(sheetOf('Code,Type,Serial,Qty\nTotal-1,Laptop,S1,1\nCount-1,Laptop,S2,1\n').lines).toHaveLength(2))

  it('takes no line of a list without headings for headings', () =>
    expect(readSheet(Buffer.from('LT-1,Laptop,Dell,ABC1\nLT-2,Laptop,Dell,ABC2\n'))).toEqual({ ok: false, sentence: expect.stringContaining('No headings') }))

  it('takes away the apostrophe that keeps a spreadsheet from running a formula', () =>
    expect(sheetOf("Code,Type,Notes\nLT-1,Laptop,'=1+1\nLT-2,Laptop,'tis\n").lines.map(({ cells }) => cells[2])).toEqual(['=1+1', "'tis"]))

  it('takes the first wide row where no heading is known', () =>
    expect(sheetOf('My list\nalpha,beta,gamma\n1,2,3\n')).toMatchObject({ heading_line: 2, headings: ['alpha', 'beta', 'gamma'] }))
})
