import { type Calendar, clubsOn, isStaffDay, slotsOn, timesOn } from '../calendar/calendar.ts'
import { at } from '../calendar/days.ts'
import type { Problem } from '../http/forms.ts'
import { type Lesson, overlaps } from './rules.ts'

/** What of a day (YYYY-MM-DD) something can be reserved for: its lessons, or all of it where it has none, then its clubs; nothing of a day without staff. */
export function lessonsOf(day: string, calendar: Calendar): Lesson[] {
  if (!isStaffDay(day, calendar)) return []
  const times = timesOn(day, calendar)
  const lessons = slotsOn(day, calendar).map(({ name, starts, ends }) => ({ name, starts, ends }))
  const clubs = clubsOn(day, calendar).filter(({ ends }) => ends > times.ends).map(({ name, ends }) => ({ name, starts: times.ends, ends }))
  return [...lessons.length > 0 ? lessons : [{ name: 'All day', ...times }], ...clubs.slice(0, 1)]
}

/** Whether there is a lesson at a reservation's time on its day: one that was put off by some minutes is still that lesson. */
export function hasLesson({ day, ...span }: { day: string, starts: string, ends: string }, calendar: Calendar): boolean {
  return lessonsOf(day, calendar).some((lesson) => overlaps(lesson, span))
}

/** A lesson of today that is over already cannot be reserved. */
export function lessonsPassed({ day, lessons }: { day: string, lessons: readonly string[] }, calendar: Calendar, now: Date): Problem[] {
  const over = lessonsOf(day, calendar).some(({ starts, ends }) => lessons.includes(starts) && at(day, ends) <= now.toISOString())
  return over ? [{ name: 'lessons', message: 'A lesson that you ticked is over' }] : []
}
