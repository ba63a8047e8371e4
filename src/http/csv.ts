import { stringify } from 'csv-stringify/sync'
import type { Response } from 'express'
import { dayOf, timeOf } from '../calendar/days.ts'

export type CsvColumn<T> = [heading: string, cell: (row: T) => string | number | null | undefined]

/** An instant (UTC ISO) as a cell that a spreadsheet sorts: the school's day and time. */
export function instantCell(instant: string | null | undefined): string {
  return instant ? `${dayOf(instant)} ${timeOf(instant)}` : ''
}

/**
 * Sends a list as a file that Excel opens as it is: UTF-8 with its mark, and no cell that begins as a formula.
 * `pages` gives the rows a part at a time, so that a long list does not hold up everybody else.
 */
export async function sendCsv<T>(
  res: Response, name: string, columns: readonly CsvColumn<T>[], pages: AsyncIterable<readonly T[]> | Iterable<readonly T[]>,
): Promise<void> {
  res.attachment(`${name}.csv`).type('text/csv; charset=utf-8')
  res.write(`\uFEFF${csvLines([columns.map(([heading]) => heading)])}`)
  for await (const rows of pages) res.write(csvLines(rows.map((row) => columns.map(([, cell]) => cell(row) ?? ''))))
  res.end()
}

/** Rows as lines of CSV, of which no cell begins as a formula. */
export function csvLines(rows: (string | number)[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: 'windows' })
}
