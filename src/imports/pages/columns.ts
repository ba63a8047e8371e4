import type { Db } from '../../database/open.ts'
import type { Form } from '../../http/forms.ts'
import { fieldsOf } from '../columns/fields.ts'
import { neverKept } from '../columns/never.ts'
import type { Import } from '../detail.ts'
import { WITHHELD } from '../lines/cells.ts'
import { listLines } from '../store.ts'
import { formatWords } from './list.ts'

/** What views/imports/columns.ejs needs: each column with a few of its cells, and what it may mean. */
export async function columnsModel(db: Db, imp: Import, form: Form) {
  const lines = (await listLines(db, imp.id, 0, 40)).map(([, cells]) => JSON.parse(cells) as string[])
  const { headings, settled, unclear_dates } = imp.detail
  return {
    id: imp.id, file_name: imp.file_name, about: imp.about, form, asks_columns: !settled, unclear_dates,
    what: formatWords(imp),
    options: Object.entries(fieldsOf(imp.about)).map(([value, label]) => ({ value, label })),
    columns: headings.map((heading, i) => ({
      heading, never: neverKept(heading), name: `column_${i}`, examples: examplesOf(lines, i),
    })),
  }
}

function examplesOf(lines: string[][], column: number): string[] {
  const cells = lines.map((cells) => cells[column] ?? '').filter((cell) => cell !== '' && cell !== WITHHELD)
  return [...new Set(cells)].slice(0, 3).map((cell) => (cell.length > 40 ? `${cell.slice(0, 40)}…` : cell))
}

/** The form as it stands: what each column is taken for. */
export function columnValues(imp: Import): Record<string, string> {
  const columns = imp.detail.mapping.map((field, i) => [`column_${i}`, field ?? ''])
  return { ...Object.fromEntries(columns) as Record<string, string>, date_order: imp.detail.answers.date_order ?? '' }
}
