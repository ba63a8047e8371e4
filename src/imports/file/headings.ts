import { heading } from '../columns/fields.ts'
import { formatOf } from '../columns/formats.ts'
import { neverKept } from '../columns/never.ts'
import { guesses } from '../columns/synonyms.ts'

/** Title lines above the headings are few. */
const LOOKED_AT = 30

/** The place of the row with the headings, below any title lines; null when there is nothing like it. */
export function headingRow(rows: readonly string[][]): number | null {
  const scored = rows.slice(0, LOOKED_AT).map((row, index) => ({ index, score: score(row) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { index: -1, score: 0 })
  if (best.score >= 2) return best.index
  const wide = scored.find(({ index }) => filled(rows[index]!) >= 2)
  return wide && !saysNumbers(rows[wide.index]!) ? wide.index : null
}

/** A line of a list without headings: it has codes, dates or addresses in it. */
function saysNumbers(row: readonly string[]): boolean {
  return row.filter((cell) => /\d|@/.test(cell)).length >= filled(row) / 3
}

function score(row: readonly string[]): number {
  if (filled(row) < 2) return 0
  const known = row.filter((cell) => cell.length < 60 && !/@/.test(cell) && isKnown(cell)).length
  return known + (formatOf(row) ? 3 : 0)
}

function isKnown(cell: string): boolean {
  if (heading(cell) === '') return false
  return guesses(cell, 'devices').length > 0 || guesses(cell, 'people').length > 0 || neverKept(cell) !== null
}

function filled(row: readonly string[]): number {
  return row.filter((cell) => cell !== '').length
}

/** Headings as people see them: none empty, none twice. */
export function namedHeadings(row: readonly string[], width: number): string[] {
  const seen = new Map<string, number>()
  return Array.from({ length: width }, (_, i) => {
    const text = (row[i] ?? '').replace(/\s+/g, ' ').trim() || `Column ${i + 1}`
    const times = (seen.get(text) ?? 0) + 1
    seen.set(text, times)
    return times === 1 ? text : `${text} (${times})`
  })
}
