import { readArranged } from '../absences/read.ts'
import { dayOf } from '../calendar/days.ts'
import type { Lateness } from '../calendar/late.ts'
import { type Told, tellCorrections } from '../corrections/told.ts'
import { type Extension, listExtensions } from '../extensions/store.ts'
import type { Db } from '../database/open.ts'
import { newFormKey } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { type EntryState, entryState, isDitto } from './rules.ts'
import { type BookEntry, listEntries } from './store.ts'

/** An entry as views/book/_entries.ejs shows it. */
export type ShownEntry = BookEntry & {
  state: EntryState, due: string, back: string, voided: string, told: Told[], extended: Extension[], return_by: string | null, form_key: string, ditto: boolean
}
/** One day's entries under the day they were taken on, YYYY-MM-DD. */
export type BookDay = { day: string, entries: ShownEntry[] }

/** Entries by day, newest first, each with its corrections beside it: five queries at most, however many there are. */
export async function showEntries(db: Db, ids: string[], lateness: Lateness, onPaper = false): Promise<BookDay[]> {
  const words = sayFor(new Date(lateness.now))
  const say = onPaper ? { ...words, when: words.dated } : words
  const told = await tellCorrections(db, ids, say)
  const extensions = await listExtensions(db, ids)
  const rows = await listEntries(db, ids)
  const arranged = await arrangedAmong(db, rows, lateness)
  const days: BookDay[] = []
  for (const entry of rows) {
    const return_by = arranged.get(entry.id) ?? null
    const day = dayOf(entry.taken_at)
    const near = (instant: string) => (dayOf(instant) === day ? say.time(instant) : say.when(instant))
    if (days.at(-1)?.day !== day) days.push({ day, entries: [] })
    const { entries } = days.at(-1)!
    entries.push({
      ...entry, ditto: isDitto(entry, entries.at(-1)), return_by, state: entryState(entry, lateness, return_by),
      due: near(entry.due_at), back: entry.returned_at ? near(entry.returned_at) : '',
      voided: entry.voided_at ? say.when(entry.voided_at) : '',
      told: told.get(entry.id) ?? [], extended: extensions.get(entry.id) ?? [], form_key: newFormKey(),
    })
  }
  return days
}

/** Asked only where something on the page would be overdue. */
async function arrangedAmong(db: Db, rows: BookEntry[], lateness: Lateness): Promise<ReadonlyMap<string, string>> {
  const late = rows.filter((entry) => entryState(entry, lateness, null) === 'overdue')
  const arranged = late.length === 0 ? new Map<string, string>() : await readArranged(db, new Date(lateness.now))
  return new Map(late.flatMap(({ id }) => (arranged.has(id) ? [[id, arranged.get(id)!] as const] : [])))
}
