import { decodeText, type Encoding } from './decode.ts'
import { headingRow, namedHeadings } from './headings.ts'
import { parseTable, type Separator } from './table.ts'

/** `line` is the line of the spreadsheet, the first being 1. */
export type Line = { line: number, cells: string[] }
export type Sheet = {
  encoding: Encoding
  separator: Separator
  heading_line: number
  headings: string[]
  lines: Line[]
}
export type SheetRead = { ok: true, sheet: Sheet } | { ok: false, sentence: string }

const NO_LINES = 'There is nothing below the headings. Choose a list with at least one line.'
const NO_HEADINGS =
  'No headings were found. The list needs a line of headings, such as “Code, Type, Serial number”, and lines below it.'

/** A file as lines below headings, or a sentence that says why it cannot be read. */
export function readSheet(bytes: Uint8Array): SheetRead {
  const decoded = decodeText(bytes)
  if (!decoded.ok) return decoded
  const table = parseTable(decoded.text)
  if (!table.ok) return table
  const at = headingRow(table.rows)
  if (at === null) return { ok: false, sentence: NO_HEADINGS }
  const lines = linesBelow(table.rows, at)
  const headings = namedHeadings(table.rows[at]!, widthOf([table.rows[at]!, ...lines.map(({ cells }) => cells)]))
  if (lines.length === 0) return { ok: false, sentence: NO_LINES }
  const { encoding } = decoded
  return { ok: true, sheet: { encoding, separator: table.separator, heading_line: at + 1, headings, lines } }
}

/** Blank lines, totals, and headings repeated at the top of each printed page are no lines of the list. */
function linesBelow(rows: string[][], at: number): Line[] {
  const repeated = rows[at]!.join('\0')
  return rows.map((cells, i) => ({ line: i + 1, cells })).slice(at + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== '') && cells.join('\0') !== repeated && !isBelow(cells))
    .map(({ line, cells }) => ({ line, cells: cells.map(unescaped) }))
}

const TOTAL = /^(?:(?:sub-?|grand )?totals?|count)\b:?$/i
const FOOT =
  /^(?:(?:sub-?|grand )?totals?\b|count:|printed\b|page \d|signed\b|signature\b|(?:prepared|generated|exported|updated) |end of )/i

/** A total; or what a report or a person put below the list, which fills a cell or two. */
function isBelow(cells: string[]): boolean {
  const filled = cells.filter((cell) => cell !== '')
  return TOTAL.test(filled[0] ?? '') || (filled.length <= 2 && FOOT.test(filled[0] ?? ''))
}

/** Lists that Kitbook and others export have an apostrophe before what a spreadsheet would take for a formula. */
function unescaped(cell: string): string {
  return cell.replace(/^'(?=[=+\-@])/, '')
}

function widthOf(rows: string[][]): number {
  return rows.reduce((most, row) => Math.max(most, row.findLastIndex((cell) => cell !== '') + 1), 0)
}
