import { z } from 'zod'
import { typedDay } from '../calendar/typed.ts'

export const STATES = ['out', 'overdue', 'off-site', 'returned', 'voided'] as const
export type BookState = typeof STATES[number]

const text = z.string().trim().max(100).catch('').default('')
const day = z.string().transform((typed) => typedDay(typed) ?? '').catch('').default('')

/** The place in the book to go on from: the entry's moment of taking and its id. */
const cursor = z.string().regex(/^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z~[0-9a-f-]{36}$/)
  .transform((value) => ({ taken_at: value.split('~')[0]!, id: value.split('~')[1]! })).optional().catch(undefined)

/** What the address of a book page says; anything that cannot be read is as if it were not there. */
export const bookQuery = z.object({
  q: text,
  from: day,
  to: day,
  device: text,
  person: text,
  class: text,
  purpose: text,
  state: z.enum(STATES).or(z.literal('')).catch('').default(''),
  before: cursor,
  after: cursor,
})

export type BookQuery = z.output<typeof bookQuery>
export type Filters = Omit<BookQuery, 'before' | 'after'>
export type Cursor = { taken_at: string, id: string }
