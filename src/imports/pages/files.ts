import type { CsvColumn } from '../../http/csv.ts'
import type { Db } from '../../database/open.ts'
import type { About } from '../columns/fields.ts'
import type { ProblemFields, StagedRow } from '../rows.ts'
import { listRows, type RowPlace } from '../store.ts'

/** Empty lists to fill in, with headings that need no explaining afterwards. */
export const TEMPLATES: Record<About, readonly CsvColumn<never>[]> = {
  devices: empty(
    'Code', 'Type', 'Make', 'Model', 'Serial number', 'Computer name', 'Where kept', 'Slot', 'Bought on', 'Price',
    'Warranty until', 'Notes',
  ),
  people: empty(
    'First name', 'Surname', 'Preferred name', 'Email', 'Position', 'Kind', 'Class', 'First day', 'Last day',
  ),
}

function empty(...headings: string[]): readonly CsvColumn<never>[] {
  return headings.map((heading) => [heading, () => ''])
}

export const PROBLEM_COLUMNS: readonly CsvColumn<StagedRow>[] = [
  ['Line', ({ line }) => line], ['What', ({ fields }) => labelOf(fields)], ['Problem', ({ reason }) => reason],
]

function labelOf(fields: string): string {
  const { label, code } = JSON.parse(fields) as Partial<ProblemFields> & { code?: string }
  return label ?? code ?? ''
}

/** The lines with a problem, a few hundred at a time. */
export async function* problemsOf(db: Db, id: string): AsyncGenerator<StagedRow[]> {
  let after: RowPlace | null = null
  for (;;) {
    const rows: StagedRow[] = await listRows(db, id, { status: 'problem', after, limit: 500 })
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!
  }
}
