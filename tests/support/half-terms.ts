import { writeHalfTerms } from '../../src/calendar/school/write.ts'
import type { Db } from '../../src/database/open.ts'
import { larkfieldYear } from './calendar.ts'

/** Larkfield's half-terms of 2026/27 in the school's calendar. */
export function enterHalfTerms(db: Db): Promise<void> {
  return writeHalfTerms(db, '2026/27', larkfieldYear().half_terms.map(({ name, first_day, last_day }) => ({ name, first_day, last_day })))
}
