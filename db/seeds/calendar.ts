import type { Row } from '../../src/database/tables.ts'
import type { IdAt } from './ids.ts'
import { addDays, kindOfDay, schoolYearOf, weekdayOf } from './terms.ts'

type Year = { id: string, starts_on: string }
type Tables = 'half_terms' | 'special_days' | 'slots'
type CalendarRows = { [T in Tables]: Row<T>[] }

const NAMES = ['Autumn 1', 'Autumn 2', 'Spring 1', 'Spring 2', 'Summer 1', 'Summer 2']
const LESSONS = [
  ['Lesson 1', '09:00', '10:00'], ['Before break', '10:00', '10:45'], ['Before lunch', '11:00', '12:00'],
  ['After lunch', '13:00', '14:10'],
] as const
const LAST = ['Last lesson', '14:10', '15:10'] as const
const FRIDAY_LAST = ['Golden time', '14:30', '15:10'] as const

/** The calendar of every school year in the story, as a school would have entered it. */
export function calendarRows(years: Year[], { from, id }: { from: Date, id: IdAt }): CalendarRows {
  const newId = () => id(from.getTime())
  return {
    half_terms: years.flatMap((year) => schoolYearOf(year.starts_on).half_terms.map(([first_day, last_day], i) => (
      { id: newId(), school_year_id: year.id, position: i + 1, name: NAMES[i]!, first_day, last_day }))),
    special_days: years.flatMap(({ starts_on }) => unlikeOthers(starts_on, from)),
    slots: [1, 2, 3, 4, 5].flatMap((weekday) => [...LESSONS, weekday === 5 ? FRIDAY_LAST : LAST]
      .map(([name, starts, ends]) => ({ id: newId(), weekday, name, starts, ends }))),
  }
}

/** INSET days, and the weekdays in term on which the school is closed. */
function unlikeOthers(startsOn: string, from: Date): Row<'special_days'>[] {
  const rows: Row<'special_days'>[] = []
  const said = { ends: null, said_at: from.toISOString(), by_id: null }
  for (const [first, last] of schoolYearOf(startsOn).half_terms) {
    for (let day = first; day <= last; day = addDays(day, 1)) {
      const kind = kindOfDay(day)
      if (kind === 'staff only') rows.push({ day, kind, name: 'INSET day', ...said })
      if (kind === 'closed' && weekdayOf(day) % 6 !== 0) rows.push({ day, kind, name: 'Bank holiday', ...said })
    }
  }
  return rows
}
