import { isOverdue, type Lateness } from '../calendar/late.ts'
import type { Cursor, Filters } from './forms.ts'

/** What was typed, looked up: ids that may match, or null where nothing was asked. */
export type Found = {
  device_ids: string[] | null, person_ids: string[] | null, class_id: string | null
  /** The one search box: any of these, or the purpose. */
  any: { device_ids: string[], person_ids: string[], class_ids: string[] } | null
}

/** The one index that is read from its newest end; everything else is tried on the entries it gives. */
export type Drive = { by: 'open' } | { by: 'device_id' | 'borrower_id' | 'class_id', id: string } | { by: 'time' }

/** At most so many entries are looked through for one page, however long the history is. */
export const WINDOW = 5000

const IS_OPEN = ['out', 'overdue', 'off-site']

/** Picks the index with the fewest entries that can match (M1). */
export function driveOf(state: Filters['state'], found: Found): Drive {
  if (IS_OPEN.includes(state)) return { by: 'open' }
  const device = only(found.device_ids)
  if (device) return { by: 'device_id', id: device }
  const person = only(found.person_ids)
  if (person) return { by: 'borrower_id', id: person }
  return found.class_id ? { by: 'class_id', id: found.class_id } : { by: 'time' }
}

function only(ids: string[] | null): string | null {
  return ids?.length === 1 ? ids[0]! : null
}

/** Whether entries have to be looked through, rather than each one that the index gives being wanted. */
export function isLookedThrough(filters: Filters, found: Found, drive: Drive): boolean {
  if (filters.purpose || found.any || filters.state) return true
  const rest = [
    found.device_ids && drive.by !== 'device_id', found.person_ids && drive.by !== 'borrower_id',
    found.class_id && drive.by !== 'class_id',
  ]
  return rest.some(Boolean)
}

export type Count = { counted: number, most: number, complete: boolean }

/** "37 entries", "more than 1,000 entries", "37 entries among the newest 5,000". */
export function countWords({ counted, most, complete }: Count): string {
  const number = (value: number) => value.toLocaleString('en-GB')
  if (counted > most) return `more than ${number(most)} entries`
  const words = `${number(counted)} ${counted === 1 ? 'entry' : 'entries'}`
  return complete ? words : `${words} among the newest ${number(WINDOW)}`
}

const KEYS = ['q', 'from', 'to', 'device', 'person', 'class', 'purpose', 'state'] as const

type Goes = { before?: Cursor, after?: Cursor }

/** The address of a page of the book with these filters. */
export function bookHref(path: string, filters: Partial<Filters>, place: Goes = {}): string {
  const query = new URLSearchParams()
  for (const key of KEYS) if (filters[key]) query.set(key, filters[key])
  if (place.before) query.set('before', `${place.before.taken_at}~${place.before.id}`)
  if (place.after) query.set('after', `${place.after.taken_at}~${place.after.id}`)
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

export type EntryState = 'struck out' | 'overdue' | 'out' | 'back'

type Ends = { voided_at: string | null, returned_at: string | null, due_at: string }

/** `return_by`: the day by which its return is arranged, while that has not passed; it is not overdue before. */
export function entryState(entry: Ends, lateness: Lateness, return_by: string | null): EntryState {
  if (entry.voided_at !== null) return 'struck out'
  if (entry.returned_at !== null) return 'back'
  return return_by === null && isOverdue(entry.due_at, lateness) ? 'overdue' : 'out'
}

type Line = { borrower_id: string, answers_id: string, class_name: string | null, purpose: string }
type Above = Line & { told: unknown[], voided_at: string | null }

/** Whether a line says the same as the one above it of who, for which class and what for. */
export function isDitto(line: Line, above: Above | undefined): boolean {
  if (!above || above.told.length > 0 || above.voided_at !== null) return false
  return line.borrower_id === above.borrower_id && line.answers_id === above.answers_id
    && line.class_name === above.class_name && line.purpose === above.purpose
}
