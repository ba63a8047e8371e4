import { CsvError, parse } from 'csv-parse/sync'

export const SEPARATORS = [',', ';', '\t'] as const
export type Separator = (typeof SEPARATORS)[number]
export type Table = { ok: true, rows: string[][], separator: Separator } | { ok: false, sentence: string }

export const MOST_LINES = 50_000
export const MOST_COLUMNS = 250
const MOST_CELL = 10_000

/** The rows of a CSV text, blank ones kept so that row n is line n of the spreadsheet. */
export function parseTable(text: string): Table {
  const stated = /^\uFEFF?"?sep=([,;\t])"?\r?\n/i.exec(text)
  const separator = stated ? stated[1] as Separator : likelySeparator(text)
  try {
    return checked(tolerantly(text, separator), separator)
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, sentence: sentenceFor(error) }
    throw error
  }
}

/** Blanks around a quoted cell are cut; where a quoted cell has something behind it, it is taken as it stands. */
function tolerantly(text: string, separator: Separator): string[][] {
  try {
    return split(text, separator, true)
  } catch (error) {
    if (!(error instanceof CsvError) || !/CLOSING_QUOTE/.test(error.code)) throw error
    return split(text, separator, false).map((row) => row.map((cell) => cell.trim()))
  }
}

function split(text: string, delimiter: Separator, trim: boolean): string[][] {
  return parse(text, {
    delimiter, trim, bom: true, relax_column_count: true, relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'], to: MOST_LINES + 1,
  })
}

function checked(rows: string[][], separator: Separator): Table {
  if (rows.length > MOST_LINES) {
    return { ok: false, sentence: 'This list has more than 50,000 lines. Split it into smaller files.' }
  }
  if (rows.some((row) => row.length > MOST_COLUMNS)) {
    return { ok: false, sentence: 'This list has more than 250 columns. Delete the columns that are not needed.' }
  }
  const long = rows.findIndex((row) => row.some((cell) => cell.length > MOST_CELL))
  if (long >= 0) {
    return { ok: false, sentence: `A cell on line ${long + 1} holds more than 10,000 characters: shorten it.` }
  }
  return { ok: true, rows, separator }
}

function sentenceFor(error: CsvError): string {
  const line = typeof error['records'] === 'number' ? ` on line ${error['records'] + 1}` : ''
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return `A quotation mark is opened${line} and never closed. Correct it and choose the file again.`
  }
  return `This file cannot be read as a list: something is wrong${line}. Save it as CSV again and choose that file.`
}

/** The separator that splits the first lines most evenly: the same number of cells, more than one, on most of them. */
function likelySeparator(text: string): Separator {
  const lines = unquoted(text.slice(0, 65_536)).split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').slice(0, 50)
  const score = (separator: Separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1).filter((count) => count > 0)
    const usual = mode(counts)
    return counts.filter((count) => count === usual).length * (1 + Math.min(usual, 10) / 10)
  }
  return SEPARATORS.reduce((best, separator) => (score(separator) > score(best) ? separator : best))
}

function unquoted(text: string): string {
  return text.replace(/"(?:[^"\n]|"")*"/g, '')
}

function mode(numbers: number[]): number {
  const tally = new Map<number, number>()
  for (const number of numbers) tally.set(number, (tally.get(number) ?? 0) + 1)
  return [...tally].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0
}
