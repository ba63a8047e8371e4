import { PARTS, type Part } from '../school-file/parts.ts'
import type { Years } from './rules.ts'

/** What is kept about people, by how long, as it really is: by the parts of the record and the school's settings. */
export function noticeOf(years: Years): { long: string, holds: string[] }[] {
  const about = PARTS.filter(({ people }) => people !== undefined).map((part) => ({ holds: part.holds, long: howLong(part, years) }))
  return [...new Set(about.map(({ long }) => long))].map((long) => ({ long, holds: about.filter((part) => part.long === long).map(({ holds }) => holds) }))
}

function howLong({ table, dated }: Part, { keep_book_years, keep_signatures_years }: Years): string {
  if (table === 'outbox') return 'for thirty days'
  if (table === 'reminders') return 'for this school year and the last'
  if (table === 'signatures') return `until ${counted(keep_signatures_years, 'year')} after the last day`
  if (dated === undefined) return 'as long as somebody is here, and until their name is cut from the record'
  return keep_book_years === 0 ? 'for this school year' : `for this school year and ${counted(keep_book_years, 'school year')} before`
}

function counted(number: number, one: string): string {
  return number === 1 ? `one ${one}` : `${number} ${one}s`
}
