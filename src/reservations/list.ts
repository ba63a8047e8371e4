import type { Db } from '../database/open.ts'
import { type CsvColumn, instantCell } from '../http/csv.ts'
import { linesOf, type ReservationLine } from './lines.ts'
import { readWhen } from './stock.ts'
import { listAllBefore } from './store.ts'

const PER_PART = 500

/** All there ever were, the newest first, a part at a time. */
export async function* everyLine(db: Db, now: Date): AsyncGenerator<ReservationLine[]> {
  const when = await readWhen(db, now)
  for (let before: string | null = null; ;) {
    const lines: ReservationLine[] = linesOf(await listAllBefore(db, before, PER_PART), when)
    if (lines.length > 0) yield lines
    if (lines.length < PER_PART) return
    before = lines.at(-1)!.id
  }
}

export const CSV_COLUMNS: readonly CsvColumn<ReservationLine>[] = [
  ['Day', ({ day }) => day], ['Lesson', ({ slot }) => slot], ['From', ({ starts }) => starts], ['Until', ({ ends }) => ends], ['What', ({ what }) => what],
  ['Name', ({ person }) => person], ['Class', ({ class_name }) => class_name], ['Purpose', ({ purpose }) => purpose], ['Collected', ({ collected }) => collected],
  ['Standing', ({ standing_words }) => standing_words], ['Reserved on', ({ made_at }) => instantCell(made_at)],
]
