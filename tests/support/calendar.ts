import type { Calendar, SpecialDay } from '../../src/calendar/calendar.ts'

/** Monday to Friday from 8:40 to 15:30 with a club until 17:45: a school that has not entered its terms yet. */
export function calendarOf(changes: Partial<Calendar> = {}): Calendar {
  const times = { starts: '08:40', ends: '15:30' }
  return {
    week: [times, times, times, times, times, null, null], half_terms: [], special: new Map(), bank_holidays: new Map(), slots: [],
    clubs: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, name: 'Club', ends: '17:45' })), ...changes,
  }
}

export function specialDays(...days: [day: string, kind: SpecialDay['kind'], ends?: string][]): Calendar['special'] {
  return new Map(days.map(([day, kind, ends = null]) => [day, { day, kind, name: kind, ends }]))
}

/** 2026/27 at Larkfield: a half-term that begins on a Tuesday, INSET on the first day, Easter inside a term. */
export function larkfieldYear(changes: Partial<Calendar> = {}): Calendar {
  const half = (name: string, first_day: string, last_day: string) => ({ name, school_year: '2026/27', first_day, last_day })
  return calendarOf({
    half_terms: [
      half('Autumn 1', '2026-09-01', '2026-10-23'), half('Autumn 2', '2026-11-03', '2026-12-18'),
      half('Spring 1', '2027-01-05', '2027-02-12'), half('Spring 2', '2027-02-22', '2027-04-02'),
      half('Summer 1', '2027-04-19', '2027-05-28'), half('Summer 2', '2027-06-07', '2027-07-21'),
    ],
    bank_holidays: new Map([['2027-03-26', 'Good Friday'], ['2027-03-29', 'Easter Monday'], ['2027-05-03', 'Early May bank holiday']]),
    special: specialDays(['2026-09-01', 'staff only'], ['2027-01-04', 'staff only'], ['2026-12-18', 'short', '13:30']),
    ...changes,
  })
}
