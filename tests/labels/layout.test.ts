import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { A4, cutMarks, pageCount, placesOn } from '../../src/labels/layout.ts'
import { CARD_SHEET, findSheet, perPage, SHEETS } from '../../src/labels/sheets.ts'

const L7160 = findSheet('L7160')!
const straight = { first: 1, x: 0, y: 0 }

test.each([
  ['L7160', 21], ['L7651', 65], ['L6008', 189], ['L6009', 48], ['L6011', 27], ['L6012', 10], ['L7654', 40], ['L7159', 24],
  ['L7161', 18], ['L7162', 16], ['L7163', 14], ['CARDS', 10],
])('%s has %i labels, all of them on the paper', (code, count) => {
  const sheet = findSheet(code)!
  expect(perPage(sheet)).toBe(count)
  for (const { x, y, width, height } of placesOn(sheet, count, straight)[0]!) {
    expect(Math.min(x, y)).toBeGreaterThan(4)
    expect(x + width).toBeLessThan(A4.width - 4)
    expect(y + height).toBeLessThan(A4.height - 4)
  }
})

test.each(SHEETS)('Labels of $code do not overlap, and the margins of both sides agree', ({ label, pitch, margin, columns, rows }) => {
  expect(pitch[0]).toBeGreaterThanOrEqual(label[0])
  expect(pitch[1]).toBeGreaterThanOrEqual(label[1])
  expect(2 * margin[0] + (columns - 1) * pitch[0] + label[0]).toBeCloseTo(A4.width, 0)
  expect(2 * margin[1] + (rows - 1) * pitch[1] + label[1]).toBeCloseTo(A4.height, 0)
})

test('A sheet is found by another maker’s number too', () => {
  expect(findSheet('L7060')).toBe(L7160)
  expect(findSheet('L4731REV')?.code).toBe('L6008')
  expect(findSheet('L9999')).toBeUndefined()
})

test.each([
  ['first label', 1, { first: 1, x: 0, y: 0 }, [7.2, 15.15]],
  ['last of the first row', 3, straight, [139.28, 15.15]],
  ['first of the second row', 4, straight, [7.2, 53.25]],
  ['last of the sheet', 21, straight, [139.28, 243.75]],
  ['begun at the fifth', 1, { first: 5, x: 0, y: 0 }, [73.24, 53.25]],
  ['moved by the offset', 1, { first: 1, x: 1.5, y: -0.7 }, [8.7, 14.45]],
])('On L7160 the %s stands where the sheet has it', (_, nth, placing, at) => {
  const { x, y, width, height } = placesOn(L7160, nth, placing)[0]!.at(-1)!
  expect([x, y].map((length) => Number(length.toFixed(4)))).toEqual(at)
  expect([width, height]).toEqual([63.5, 38.1])
})

test.each([
  [1, 1, [1]], [21, 1, [21]], [22, 1, [21, 1]], [21, 2, [20, 1]], [1, 21, [1]], [2, 21, [1, 1]], [63, 10, [12, 21, 21, 9]], [0, 5, []],
])('%i labels from position %i on come out on pages of %j', (count, first, each) => {
  expect(placesOn(L7160, count, { first, x: 0, y: 0 }).map((page) => page.length)).toEqual(each)
  expect(pageCount(L7160, count, first)).toBe(each.length)
})

test('The second page begins at its first label, wherever the first page began', () => {
  const [, second] = placesOn(L7160, 20, { first: 10, x: 0, y: 0 })
  expect(second![0]).toMatchObject({ x: 7.2, y: 15.15 })
})

test('Cut marks stand clear of the cards and within the paper, at every edge', () => {
  const marks = cutMarks(CARD_SHEET, { x: 0, y: 0 })
  expect(marks).toHaveLength(2 * 3 + 2 * 6)
  for (const [x1, y1, x2, y2] of marks) {
    expect(x1 === x2 || y1 === y2).toBe(true)
    const inside = (x: number, y: number) => x > 19.4 && x < 190.6 && y > 13.5 && y < 283.5
    expect(inside(x1, y1) || inside(x2, y2)).toBe(false)
    expect(Math.min(x1, y1, x2, y2, A4.width - x2, A4.height - y2)).toBeGreaterThan(5)
  }
  expect(new Set(marks.filter(([x1, , x2]) => x1 === x2).map(([x]) => x))).toEqual(new Set([19.4, 105, 190.6]))
})

test('The picture of each sheet on the page has its true measures', () => {
  const css = readFileSync('public/css/labels.css', 'utf8')
  for (const { code, columns, label, margin, pitch } of SHEETS) {
    const [across, down] = label
    const rule = new RegExp(`\\.sheet-${code} \\{([^}]*)\\}`).exec(css)![1]!
    const found = Object.fromEntries([...rule.matchAll(/--([\w-]+): ([\d.]+) ?[;}]?/g)].map(([, name, value]) => [name, Number(value)]))
    expect(found).toMatchObject({
      columns, across, down, left: margin[0], top: margin[1],
      'gap-x': Number((pitch[0] - across).toFixed(2)), 'gap-y': Number((pitch[1] - down).toFixed(2)),
    })
  }
})
