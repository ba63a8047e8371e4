import type { Db } from '../database/open.ts'
import { type CsvColumn, instantCell } from '../http/csv.ts'
import type { Cursor, Filters } from './forms.ts'
import { prepare, readPage } from './search.ts'
import { type BookEntry, listEntries } from './store.ts'

const yesNo = (flag: number | null) => (flag === null ? '' : flag === 1 ? 'yes' : 'no')

export const BOOK_COLUMNS: readonly CsvColumn<BookEntry>[] = [
  ['Taken', (entry) => instantCell(entry.taken_at)],
  ['Device', (entry) => entry.code],
  ['Type', (entry) => entry.type_name],
  ['With', (entry) => entry.borrower],
  ['Answers for it', (entry) => entry.answers],
  ['Class', (entry) => entry.class_name],
  ['Purpose', (entry) => entry.purpose],
  ['Due', (entry) => instantCell(entry.due_at)],
  ['Off-site', (entry) => yesNo(entry.off_site)],
  ['Booked out at', (entry) => entry.out_desk ?? entry.booked_out_by ?? entry.source],
  ['From paper', (entry) => (entry.source === 'paper' ? 'yes' : '')],
  ['Back', (entry) => instantCell(entry.returned_at)],
  ['Taken back at', (entry) => entry.back_desk ?? entry.taken_back_by],
  ['How it ended', (entry) => entry.outcome],
  ['On charge', (entry) => yesNo(entry.on_charge)],
  ['Struck out', (entry) => instantCell(entry.voided_at)],
]

const PART = 500

/** What is filtered, newest first, a part at a time; stops when `isGone` says that nobody listens any more. */
export async function* exportEntries(
  db: Db, filters: Filters, now: Date, isGone: () => boolean,
): AsyncGenerator<BookEntry[]> {
  const prepared = await prepare(db, filters, now)
  let before: Cursor | null | undefined
  while (before !== null && !isGone()) {
    const page = await readPage(db, prepared, filters, before ? { before } : {}, PART)
    if (page.ids.length > 0) yield await listEntries(db, page.ids)
    before = page.older
  }
}
