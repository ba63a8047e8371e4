import { expect, test } from 'vitest'
import { drawSheets } from '../../src/labels/drawing.ts'
import type { Item } from '../../src/labels/items.ts'
import { placesOn } from '../../src/labels/layout.ts'
import { findSheet, LABEL_SHEETS, perPage, type Sheet } from '../../src/labels/sheets.ts'
import { boxesOf, hasTools, lacking, scan, textOf } from './paper.ts'

if (!hasTools) console.log('Labels were not read back: that needs pdftoppm, pdftotext (poppler-utils) and zbarimg (zbar-tools).')

const school = { name: 'St Winifred’s Church of England Primary School', phone: '01632 960123' }
const LINK = 'https://kit.larkfield.sch.example'
const straight = { first: 1, x: 0, y: 0 }

const laptops = (count: number): Item[] => Array.from({ length: count }, (_, i) =>
  ({ kind: 'device', code: `LT-${String(i + 1).padStart(4, '0')}`, name: 'Laptop', more: [] }))

const draw = (items: readonly Item[], sheet: string, more: { placing?: typeof straight, link?: string, border?: boolean } = {}, compress = true) =>
  drawSheets({ items, sheet, placing: straight, border: false, link: null, school, ...more }, () => {}, compress)

/** 300 dpi, or 200 dpi where labels are 20 mm high or more. */
const dpiFor = ({ label }: Sheet) => (label[1] >= 20 ? 200 : 300)

test.skipIf(!hasTools).each<[string, string | null, string]>([
  ['L6008', null, 'smallest'], ['L6008', LINK, 'smallest'], ['L7651', null, 'just over 20 mm'], ['L7651', LINK, 'just over 20 mm'],
  ['L6012', null, 'largest'], ['L6012', LINK, 'largest'],
])('Every label of a whole sheet of %s is read, with link %s (%s)', async (code, link) => {
  const sheet = findSheet(code)!
  const items = laptops(perPage(sheet))
  const read = scan(await draw(items, code, link ? { link } : {}), placesOn(sheet, items.length, straight), dpiFor(sheet))
  expect(read).toEqual(items.map((item) => (link ? `HTTPS://KIT.LARKFIELD.SCH.EXAMPLE/T/${item.code}` : item.code)))
})

test.skipIf(!hasTools)('A link too long for the smallest labels gives way to the code, and the longest code is read on them', async () => {
  const items: Item[] = [{ kind: 'device', code: 'MPS-ICT-LAPTOP-00119', name: 'Laptop', more: [] }, ...laptops(1)]
  const pdf = await draw(items, 'L6008', { link: 'https://kitbook.the-long-name-of-a-school.sch.example' })
  expect(scan(pdf, placesOn(findSheet('L6008')!, 2, straight), 300)).toEqual(items.map(({ code }) => code))
  expect(textOf(pdf)).toContain('LAPTOP-00119')
})

const PEOPLE: Item[] = [
  { kind: 'badge', code: 'P-0001', name: 'Mair Ŵyn Ellis', more: ['Teacher, Year 4'] },
  { kind: 'badge', code: 'P-0002', name: 'Małgorzata Wiśniewska-Thirunavukkarasu', more: ['Higher-level teaching assistant'] },
  { kind: 'badge', code: 'P-0003', name: 'Y\u0302vonne Rene\u0301e', more: [] },
  { kind: 'class', code: 'CL-4OAK', name: 'Year 4 Oak', more: ['Mair Ŵyn Ellis answers for it', 'Computing'] },
  { kind: 'supply', code: 'SUPPLY-1', name: 'Supply 1', more: ['Back to the office at the end of the day'] },
]

test.skipIf(!hasTools).each(['CARDS', 'L7160', 'L6008'])('Badges and cards on %s are read, and their names can be copied with every accent', async (sheet) => {
  const pdf = await draw(PEOPLE, sheet, { link: LINK })
  const places = placesOn(findSheet(sheet)!, PEOPLE.length, straight)
  expect(scan(pdf, places, 300)).toEqual(PEOPLE.map(({ code }) => code))
  const text = textOf(pdf)
  for (const name of ['Mair Ŵyn Ellis', 'Małgorzata', 'Ŷvonne Renée', 'Year 4 Oak', 'Supply 1']) expect(text).toContain(name)
  expect(text).toContain('01632 960123')
})

test('A letter that the typeface lacks is set as the nearest that it has, and never as a box', async () => {
  const more = ['Ngọc Ánh Đặng', '陈 Łucja 🦄']
  const pdf = await draw([{ kind: 'badge', code: 'P-0004', name: 'Nguyễn Thị Hệ', more }], 'CARDS')
  expect(lacking(pdf, ['Nguyên Thi Hê', 'Ngoc Ánh Đăng', '? Łucja'])).toEqual([])
})

test.skipIf(!hasTools)('A tag says the code, the school and its telephone number', async () => {
  const text = textOf(await draw(laptops(1), 'L7160'))
  for (const words of ['LT-0001', 'Laptop', 'If found, please call', '01632 960123', 'Church of', 'Primary School']) expect(text).toContain(words)
})

test.each([...LABEL_SHEETS.map(({ code }) => code), 'CARDS'])('On %s no figure of a long telephone number is cut off', async (sheet) => {
  const pdf = await drawSheets({ items: laptops(1), sheet, placing: straight, border: false, link: null, school: { ...school, phone: '+44 (0)1632 960 123 ext 4567' } }, () => {})
  expect(lacking(pdf, ['(0)1632', '960', '123', '4567'])).toEqual([])
})

test.each([...LABEL_SHEETS.filter(({ label }) => label[1] > 15).map(({ code }) => code), 'CARDS'])('On %s a school says its whole name, also a long one', async (sheet) => {
  const name = 'St Winifred’s and St Cuthbert’s Church of England Voluntary Aided Primary School'
  const pdf = await drawSheets({ items: [...PEOPLE, ...laptops(1)], sheet, placing: straight, border: false, link: null, school: { ...school, name } }, () => {})
  expect(lacking(pdf, ['Winifred’s', 'Cuthbert’s', 'England', 'Voluntary', 'Aided', 'Primary', 'School'])).toEqual([])
})

test.each(LABEL_SHEETS)('On $code every label is drawn within 0.1 mm of its place', async (sheet) => {
  const placing = { first: 3, x: 1.3, y: -0.6 }
  const items = laptops(perPage(sheet))
  const pdf = await draw(items, sheet.code, { placing, border: true }, false)
  const pages = boxesOf(pdf).map((boxes) => boxes.filter(({ width, height }) => Math.abs(width - sheet.label[0]) < 0.05 && Math.abs(height - sheet.label[1]) < 0.05))
  const expected = placesOn(sheet, items.length, placing)
  expect(pages.map((page) => page.length)).toEqual(expected.map((page) => page.length))
  pages.forEach((boxes, page) => boxes.forEach((box, i) => {
    const place = expected[page]![i]!
    expect(Math.max(Math.abs(box.x - place.x), Math.abs(box.y - place.y))).toBeLessThan(0.1)
  }))
})

test.each(LABEL_SHEETS)('On $code the QR keeps four modules of white on every side, of at least 0.33 mm each', async (sheet) => {
  const [dark] = boxesOf(await draw(laptops(1), sheet.code, {}, false))
  const module = Math.min(...dark!.map(({ height }) => height))
  const [place] = placesOn(sheet, 1, straight)[0]!
  expect(module).toBeGreaterThanOrEqual(0.33)
  expect(Math.min(...dark!.map(({ x }) => x)) - place!.x).toBeGreaterThan(3.99 * module)
  expect(Math.min(...dark!.map(({ y }) => y)) - place!.y).toBeGreaterThan(3.99 * module)
  expect(place!.y + place!.height - Math.max(...dark!.map(({ y, height }) => y + height))).toBeGreaterThan(3.99 * module)
})

const HOSTILE: Item[] = [
  { kind: 'badge', code: '', name: '', more: [''] },
  { kind: 'device', code: 'é\u202E\u0000日本) Tj ET', name: '<script>alert(1)</script>', more: [] },
  { kind: 'badge', code: 'A'.repeat(64), name: 'Wolfeschlegelsteinhausen'.repeat(20), more: ['x '.repeat(300)] },
  { kind: 'class', code: 'CL-1', name: '\u{1F600} 日本語 \uD800', more: ['\n\n', ')\\('] },
  { kind: 'set', code: '-'.repeat(20), name: 'a\tb', more: [] },
]

test.each(['L6008', 'L7160', 'L6012', 'CARDS'])('Names and codes of any kind are drawn on %s without harm', async (sheet) => {
  const pdf = await draw(HOSTILE.slice(1), sheet)
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
  expect(lacking(pdf, ['01632 960123'])).toEqual([])
})

test('Progress is told after every page, and a sheet that is not there is refused', async () => {
  const told: number[] = []
  const order = { items: laptops(50), sheet: 'L7160', placing: { ...straight, first: 5 }, border: false, link: null, school }
  await drawSheets(order, (done) => told.push(done))
  expect(told).toEqual([17, 38, 50])
  await expect(drawSheets({ ...order, sheet: 'L1' }, () => {})).rejects.toThrow('L1')
})

test('The PDF asks to be printed without scaling', async () => {
  expect(Buffer.from(await draw(laptops(1), 'L7160', {}, false)).toString('latin1')).toContain('/PrintScaling /None')
})
