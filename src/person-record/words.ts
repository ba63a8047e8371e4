import type { Say } from '../http/say.ts'
import { withLabels } from '../school-file/labels.ts'
import type { Gathered } from './work.ts'

const MOST_SHOWN = 100
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const DAY = /^\d{4}-\d\d-\d\d$/

/** The record of somebody as a page shows it: headings, cells in words, and how many rows are in the file alone. */
export function inWords({ held, labels }: Gathered, say: Say) {
  return held.map(({ table, holds, rows }) => {
    const columns = Object.keys(rows[0]!).filter((column) => column !== 'id' && rows.some((row) => row[column] !== null && row[column] !== ''))
    return {
      table, holds, count: rows.length, headings: columns.map(headingOf),
      rows: rows.slice(0, MOST_SHOWN).map((row) => columns.map((column) => cellOf(column, row[column], labels, say))),
      more: Math.max(rows.length - MOST_SHOWN, 0),
    }
  })
}

function headingOf(column: string): string {
  const words = column.replace(/_id$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How many there are of something; any other 0 or 1 is no or yes. */
const COUNTS = /count|number|failures|tries|slot|wanted/

function cellOf(column: string, value: Parameters<typeof withLabels>[0], labels: Map<string, string>, say: Say): string {
  if (typeof value === 'string' && INSTANT.test(value)) return say.dated(value)
  if (typeof value === 'string' && DAY.test(value)) return say.fullDay(value)
  if ((value === 0 || value === 1) && !COUNTS.test(column)) return value === 1 ? 'yes' : 'no'
  return String(withLabels(value, labels))
}
