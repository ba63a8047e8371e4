import { at } from '../calendar/days.ts'
import { allOf, type Standing, standingOf, type When } from './standing.ts'
import type { ReservationRow } from './store.ts'
import { STANDING_WORDS, wantedWords } from './words.ts'

/** A reservation as pages say it; instants UTC ISO. */
export type ReservationLine = ReservationRow & { what: string, all: number, starts_at: string, ends_at: string, standing: Standing, standing_words: string }

export function linesOf(rows: readonly ReservationRow[], when: When): ReservationLine[] {
  return rows.map((row) => {
    const standing = standingOf(row, when)
    return { ...row, what: wantedWords(row), all: allOf(row), starts_at: at(row.day, row.starts), ends_at: at(row.day, row.ends), standing, standing_words: STANDING_WORDS[standing] }
  })
}
