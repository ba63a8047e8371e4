import { perPage, type Sheet } from './sheets.ts'

/** Millimetres from the left and top edge of an A4 page. */
export type Box = { x: number, y: number, width: number, height: number }
export type Placing = {
  /** The label that the first one is printed on, counted along the rows from 1: a sheet begun earlier can be used up. */
  first: number
  /** Moves everything right and down, for a printer that is a little off. */
  x: number, y: number
}

export const A4 = { width: 210, height: 297 }

export function pageCount(sheet: Sheet, count: number, first: number): number {
  return count === 0 ? 0 : Math.ceil((count + first - 1) / perPage(sheet))
}

/** Where `count` labels go, page by page: row by row, from the first place on, moved by the offset. */
export function placesOn(sheet: Sheet, count: number, { first, x, y }: Placing): Box[][] {
  const each = perPage(sheet)
  return Array.from({ length: pageCount(sheet, count, first) }, (_, page) => {
    const from = page === 0 ? first - 1 : 0
    const to = Math.min(each, count + first - 1 - page * each)
    return Array.from({ length: to - from }, (_, i) => placeOf(sheet, from + i, x, y))
  })
}

function placeOf({ columns, label, margin, pitch }: Sheet, index: number, x: number, y: number): Box {
  const [column, row] = [index % columns, Math.floor(index / columns)]
  return { x: margin[0] + column * pitch[0] + x, y: margin[1] + row * pitch[1] + y, width: label[0], height: label[1] }
}

const MARK = { gap: 1, length: 4 }
type Line = [x1: number, y1: number, x2: number, y2: number]

/** Short lines in the margins along which cards are cut, at every edge that two cards share or one has alone. */
export function cutMarks(sheet: Sheet, { x, y }: Pick<Placing, 'x' | 'y'>): Line[] {
  const [left, top] = [sheet.margin[0] + x, sheet.margin[1] + y]
  const [right, bottom] = [left + sheet.columns * sheet.pitch[0], top + sheet.rows * sheet.pitch[1]]
  const { gap, length } = MARK
  const downs = steps(left, sheet.pitch[0], sheet.columns).flatMap((at): Line[] =>
    [[at, top - gap - length, at, top - gap], [at, bottom + gap, at, bottom + gap + length]])
  const acrosses = steps(top, sheet.pitch[1], sheet.rows).flatMap((at): Line[] =>
    [[left - gap - length, at, left - gap, at], [right + gap, at, right + gap + length, at]])
  return [...downs, ...acrosses]
}

function steps(from: number, pitch: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => from + i * pitch)
}
