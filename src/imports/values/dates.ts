import { DateTime } from 'luxon'
import { isBlank } from './blanks.ts'

/** Day before month (British) or month before day (American). */
export type DateOrder = 'dmy' | 'mdy'
/** `partial`: the list gives only a month or a year, and its first day stands for it. */
export type DateRead = { day: string, partial: boolean } | { problem: string } | null

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?'
const YEAR = "'?(\\d{4}|\\d{2})"
const TIME = '(?:[ t,]+\\d{1,2}[:.]\\d{2}.*)?'
const SEASONS: Record<string, number> = { spring: 1, summer: 4, autumn: 9 }

type Parts = { year: number, month?: number, day?: number }
type Pattern = { form: RegExp, parts: (found: string[], order: DateOrder) => Parts }

const numeric = new RegExp(`^(\\d{1,2})([/.\\-\\s])\\s?(\\d{1,2})\\2\\s?${YEAR}${TIME}$`)

const PATTERNS: Pattern[] = [
  {
    form: new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${TIME}$`),
    parts: ([y, m, d]) => ({ year: +y!, month: +m!, day: +d! }),
  },
  {
    form: numeric,
    parts: ([a, separator, b, y], order) => numericParts(+a!, +b!, fullYear(y!), separator === '.' ? 'dmy' : order),
  },
  { form: /^(\d{1,2})[/.-](\d{4})$/, parts: ([m, y]) => ({ year: +y!, month: +m! }) },
  { form: /^(\d{4})[/-](\d{2}|\d{4})$/, parts: ([y, rest]) => monthOrSchoolYear(+y!, +rest!) },
  { form: /^(\d{4})$/, parts: ([y]) => ({ year: +y! }) },
  {
    form: new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[\\s\\-./]*${MONTH}[\\s\\-./,]*${YEAR}${TIME}$`),
    parts: ([d, m, y]) => named(m!, y!, +d!),
  },
  {
    form: new RegExp(`^${MONTH}\\s*(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})${TIME}$`),
    parts: ([m, d, y]) => named(m!, y!, +d!),
  },
  { form: new RegExp(`^${MONTH}[\\s\\-./,]*${YEAR}$`), parts: ([m, y]) => named(m!, y!) },
  {
    form: /^(spring|summer|autumn)(?: term)?\s*(\d{4}|\d{2})$/,
    parts: ([s, y]) => ({ year: fullYear(y!), month: SEASONS[s!]! }),
  },
  { form: /^(\d{5})(?:\.\d+)?$/, parts: ([days]) => sinceExcelsFirstDay(+days!) },
]

/** A day as YYYY-MM-DD from what lists write; null when the cell says nothing; a problem in words otherwise. */
export function readDate(cell: string, order: DateOrder): DateRead {
  if (isBlank(cell)) return null
  const text = plain(cell)
  for (const { form, parts } of PATTERNS) {
    const found = form.exec(text)
    if (found) return dayFrom(parts(found.slice(1), order), cell)
  }
  return { problem: `“${cell}” is not a date that Kitbook can read` }
}

function dayFrom({ year, month, day }: Parts, cell: string): DateRead {
  const date = DateTime.fromObject({ year, month: month ?? 1, day: day ?? 1 }, { zone: 'utc' })
  if (!date.isValid) return { problem: `“${cell}” is not a day in the calendar` }
  if (year < 1950 || year > 2100) return { problem: `“${cell}” is too far from today to be right` }
  return { day: date.toISODate(), partial: day === undefined }
}

/** What a numeric date tells about the order of the whole list, and nothing when both orders give the same day. */
export function orderEvidence(cell: string): DateOrder | 'either' | null {
  const found = numeric.exec(plain(cell))
  if (!found || found[2] === '.') return null
  const [a, b] = [Number(found[1]), Number(found[3])]
  if (a === b) return null
  if (a > 12) return 'dmy'
  return b > 12 ? 'mdy' : 'either'
}

/** The order of all dates of a list together: settled by any that fits only one, else to be asked. */
export function orderOf(cells: Iterable<string>): DateOrder | 'ask' | null {
  const seen = { dmy: 0, mdy: 0, either: 0 }
  for (const cell of cells) {
    const evidence = orderEvidence(cell)
    if (evidence) seen[evidence]++
  }
  if (seen.dmy > 0 && seen.mdy > 0) return 'ask'
  if (seen.dmy > 0) return 'dmy'
  if (seen.mdy > 0) return 'mdy'
  return seen.either > 0 ? 'ask' : null
}

function plain(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/, '')
    .replace(/^(?:c\.|circa|ca\.?|about|approx\.?|around|~)\s*/, '')
    .replace(/\s*\(?\?\)?$/, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function numericParts(a: number, b: number, year: number, order: DateOrder): Parts {
  return order === 'dmy' ? { year, month: b, day: a } : { year, month: a, day: b }
}

function named(month: string, year: string, day?: number): Parts {
  const parts = { year: fullYear(year), month: MONTHS.indexOf(month.slice(0, 3)) + 1 }
  return day === undefined ? parts : { ...parts, day }
}

function monthOrSchoolYear(year: number, rest: number): Parts {
  return rest === year + 1 || (rest > 12 && rest === (year + 1) % 100) ? { year, month: 9 } : { year, month: rest }
}

/** "21" is 2021, "98" is 1998. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length > 2) return year
  return year < 70 ? 2000 + year : 1900 + year
}

/** A spreadsheet's bare day number, which shows when a date's cell lost its format. */
function sinceExcelsFirstDay(days: number): Parts {
  const date = DateTime.fromObject({ year: 1899, month: 12, day: 30 }, { zone: 'utc' }).plus({ days })
  return { year: date.year, month: date.month, day: date.day }
}
