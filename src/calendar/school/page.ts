import type { Request, Response } from 'express'
import { can } from '../../auth/permissions.ts'
import { type Form, formOf, type Problem } from '../../http/forms.ts'
import { isYearEntered } from '../calendar.ts'
import { addDays, dayOf, schoolYearOf } from '../days.ts'
import { halfTermValues, lineValues, SCHOOL_YEAR, shownLines, weekValues } from './forms.ts'
import { missingYear, pictureOf } from './picture.ts'
import { readCalendar } from './store.ts'

/** The forms of the page, each as it stands or as it was just refused. */
export type Forms = { half_terms: Form, day: Form, week: Form, lessons: Form, clubs: Form, file: Form }

const DONE: Record<string, string> = {
  'half-terms': 'The half-terms are saved.', 'copied': 'Last year’s dates are copied, 52 weeks on. Put right what differs.',
  'days': 'The calendar is changed.', 'day-removed': 'That day is like any other again.', 'week': 'The times of the week are saved.',
  'lessons': 'The lessons are saved.', 'clubs': 'The clubs are saved.', 'bank-holidays': 'The bank holidays are brought in.',
  'imported': 'The dates are brought in.',
}

/** The whole year as a picture, with everything it is made of beneath. */
export async function showCalendar(req: Request, res: Response, refused: Partial<Forms> = {}, problems: Problem[] = []): Promise<void> {
  const calendar = await readCalendar(req.db)
  const today = dayOf(req.now)
  const current = schoolYearOf(today).name
  const asked = String(req.query['year'] ?? (req.body as Record<string, unknown>)?.['school_year'] ?? '')
  const year = SCHOOL_YEAR.test(asked) ? asked : current
  const years = neighbours(year)
  const lessons = refused.lessons ?? formOf(lineValues(calendar.slots))
  const clubs = refused.clubs ?? formOf(lineValues(calendar.clubs))
  res.page('calendar/index', {
    year, today, months: pictureOf(year, calendar), may_keep: can(req.viewer!.roles, 'keep-calendar'),
    tabs: years.map((name) => ({ href: `/calendar?year=${encodeURIComponent(name)}`, label: name === current ? `${name}, this year` : name, current: name === year })),
    days: [...calendar.special.values()].filter(({ day }) => isIn(year, day)), missing: missingYear(today, calendar),
    may_copy: !isYearEntered(year, calendar) && isYearEntered(years[0]!, calendar), last_year: years[0],
    half_terms: refused.half_terms ?? formOf(halfTermValues(year, calendar)), day: refused.day ?? formOf({ kind: 'closed' }),
    week: refused.week ?? formOf(weekValues(calendar)), lessons, lesson_lines: shownLines(lessons), clubs, club_lines: shownLines(clubs),
    file: refused.file ?? formOf(), problems: formOf({}, problems), last_holiday: [...calendar.bank_holidays.keys()].at(-1) ?? null,
  }, { title: `Calendar ${year}`, status: problems.length > 0 ? 422 : 200, ...noticeOf(req) })
}

function isIn(schoolYear: string, day: string): boolean {
  return schoolYearOf(day).name === schoolYear
}

/** The year before, the year itself and the one after. */
function neighbours(year: string): string[] {
  const start = `${year.slice(0, 4)}-09-01`
  return [schoolYearOf(addDays(start, -1)).name, schoolYearOf(start).name, schoolYearOf(addDays(start, 366)).name]
}

function noticeOf(req: Request): { notice?: string } {
  const notice = DONE[String(req.query['done'])]
  const moved = Number(req.query['moved'])
  if (notice === undefined) return {}
  return { notice: moved > 0 ? `${notice} ${moved} open ${moved === 1 ? 'loan is' : 'loans are'} due at another time.` : notice }
}
