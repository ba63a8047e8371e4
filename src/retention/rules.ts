import { addDays, schoolYearOf } from '../calendar/days.ts'

/** The days (YYYY-MM-DD) before which the record names nobody any more, and before which a leaver's signature does not. */
export type Cut = { book_before: string, left_before: string }

export type Years = { keep_book_years: number, keep_signatures_years: number }

/** The record names people for the present school year and so many before it; a signature so many years after the last day. */
export function cutFor(today: string, { keep_book_years, keep_signatures_years }: Years): Cut {
  return { book_before: yearsBefore(schoolYearOf(today).starts_on, keep_book_years), left_before: yearsBefore(today, keep_signatures_years) }
}

function yearsBefore(day: string, years: number): string {
  const earlier = `${Number(day.slice(0, 4)) - years}${day.slice(4)}`
  return earlier.endsWith('-02-29') ? addDays(`${earlier.slice(0, 4)}-02-28`, 1) : earlier
}

/** Who has left long enough ago that not even their name is kept. Whoever still has something keeps theirs. */
export function mayForget({ last_day, has_something, signed }: { last_day: string | null, has_something: boolean, signed: boolean }, cut: Cut): boolean {
  if (last_day === null || has_something) return false
  return last_day < (signed ? earlier(cut.left_before, cut.book_before) : cut.book_before)
}

function earlier(one: string, other: string): string {
  return one < other ? one : other
}
