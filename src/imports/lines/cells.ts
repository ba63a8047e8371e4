import { type DateOrder, orderOf, readDate } from '../values/dates.ts'
import { looksSecret } from '../../text/secrets.ts'
import { DATE_FIELDS, DEVICE_FIELDS, type Field, JOINED, type Mapping, PEOPLE_FIELDS } from '../columns/fields.ts'
import { said } from '../values/blanks.ts'
import type { Line } from '../file/sheet.ts'

/** What one line says under each meaning, and what is wrong with it. A problem keeps it out; a caution does not. */
export type Reading = {
  cell: (field: Field) => string
  /** Words to keep: single spaces, not too long, and never a secret. */
  words: (field: Field, most: number) => string
  day: (field: Field) => string | null
  problems: string[]
  cautions: string[]
}

const LABELS: Record<Field, string> = { ...DEVICE_FIELDS, ...PEOPLE_FIELDS, home_notes: 'Notes' }

/** Stands in a cell for a password or key, which is not even kept until the list is applied. */
export const WITHHELD = '\u0001withheld'

export function readingOf({ cells }: Line, columns: Columns, order: DateOrder): Reading {
  const problems: string[] = []
  const cautions: string[] = []
  const cell = (field: Field) =>
    (columns.get(field) ?? [])
      .map((i) => (cells[i] ?? '').trim())
      .filter(Boolean)
      .join('; ')
  const words = (field: Field, most: number) => {
    const text = said(cell(field))
    if (text.includes(WITHHELD) || looksSecret(text)) {
      cautions.push(`${LABELS[field]} not kept: there seems to be a password, PIN or key in it`)
      return ''
    }
    if (text.length > most) cautions.push(`${LABELS[field]} shortened to ${most} characters`)
    return text.slice(0, most)
  }
  const day = (field: Field) => {
    const read = readDate(cell(field), order)
    if (read && 'problem' in read) problems.push(`${LABELS[field]}: ${read.problem}`)
    return read && 'day' in read ? read.day : null
  }
  return { cell, words, day, problems, cautions }
}

/** Where in a line each meaning stands: in one column, or in several whose words are joined. */
export type Columns = ReadonlyMap<Field, number[]>

export function columnsOf(mapping: Mapping): Columns {
  const columns = new Map<Field, number[]>()
  mapping.forEach((field, i) => {
    if (field === null || (columns.has(field) && !JOINED.includes(field))) return
    columns.set(field, [...columns.get(field) ?? [], i])
  })
  return columns
}

/** The order of a list's dates, or `ask` when only a person can tell; British when it does not matter. */
export function dateOrder(lines: readonly Line[], mapping: Mapping): DateOrder | 'ask' {
  const columns = mapping.flatMap((meaning, i) => (meaning && DATE_FIELDS.includes(meaning) ? [i] : []))
  return orderOf(lines.flatMap(({ cells }) => columns.map((i) => cells[i] ?? ''))) ?? 'dmy'
}
