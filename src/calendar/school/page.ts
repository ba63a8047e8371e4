import { can } from '../../auth/permissions.ts'
import type { Db } from '../../database/open.ts'
import type { Role } from '../../database/tables.ts'
import { type Form, formOf, type Problem } from '../../http/forms.ts'
import { isYearEntered } from '../calendar.ts'
import { addDays, dayOf, schoolYearOf } from '../days.ts'
import { halfTermValues, lineValues, SCHOOL_YEAR, shownLines, weekValues } from './forms.ts'
import { missingYear, pictureOf } from './picture.ts'
import { readCalendar } from './store.ts'

/** The forms of the page, each as it stands or as it was just refused. */
export type Forms = { half_terms: Form, day: Form, week: Form, lessons: Form, clubs: Form, file: Form }

/** `year` is the school year somebody asks for ("2026/27"), or anything else for this one. */
type Asked = { year: string, roles: readonly Role[], now: Date }

/** The whole year as a picture, with everything it is made of beneath. */
export async function calendarModel(db: Db, asked: Asked, refused: Partial<Forms>, problems: Problem[]) {
  const calendar = await readCalendar(db)
  const today = dayOf(asked.now)
  const current = schoolYearOf(today).name
  const year = SCHOOL_YEAR.test(asked.year) ? asked.year : current
  const years = neighbours(year)
  const lessons = refused.lessons ?? formOf(lineValues(calendar.slots))
  const clubs = refused.clubs ?? formOf(lineValues(calendar.clubs))
  return {
    year, today, months: pictureOf(year, calendar), may_keep: can(asked.roles, 'keep-calendar'),
    tabs: years.map((name) => ({ href: `/calendar?year=${encodeURIComponent(name)}`, label: name === current ? `${name}, this year` : name, current: name === year })),
    days: [...calendar.special.values()].filter(({ day }) => isIn(year, day)), missing: missingYear(today, calendar),
    may_copy: !isYearEntered(year, calendar) && isYearEntered(years[0]!, calendar), last_year: years[0],
    half_terms: refused.half_terms ?? formOf(halfTermValues(year, calendar)), day: refused.day ?? formOf({ kind: 'closed' }),
    week: refused.week ?? formOf(weekValues(calendar)), lessons, lesson_lines: shownLines(lessons), clubs, club_lines: shownLines(clubs),
    file: refused.file ?? formOf(), problems: formOf({}, problems), last_holiday: [...calendar.bank_holidays.keys()].at(-1) ?? null,
  }
}

function isIn(schoolYear: string, day: string): boolean {
  return schoolYearOf(day).name === schoolYear
}

/** The year before, the year itself and the one after. */
function neighbours(year: string): string[] {
  const start = `${year.slice(0, 4)}-09-01`
  return [schoolYearOf(addDays(start, -1)).name, schoolYearOf(start).name, schoolYearOf(addDays(start, 366)).name]
}
