import { type Calendar, isStaffDay } from '../calendar/calendar.ts'
import { addDays } from '../calendar/days.ts'
import { ONE_OF, oneDevice } from '../custody/kind-words.ts'
import type { PersonKind } from '../database/tables.ts'
import type { Problem } from '../http/forms.ts'
import { lessonsOf } from './lessons.ts'
import { type Lesson, spansOf } from './rules.ts'

/** The most that one form reserves: a lesson each week of a school year. */
const MOST = 60

export type Reserver = { kind: PersonKind, first_day: string | null, last_day: string | null }
/** Days YYYY-MM-DD; `lessons` by when they start; `refused`: the types among it that are not lent to whoever it is for, by name. */
export type DaysAsked = { day: string, until_day: string | null, lessons: readonly string[] }
export type AskFacts = DaysAsked & { person: Reserver, refused: readonly string[], today: string, days_ahead: number }

/** What is wrong with the days and the person, whatever is wanted. */
export function problemsToReserve(facts: AskFacts, calendar: Calendar): Problem[] {
  const problems = [...dayProblems(facts, calendar), ...problemsToHave(facts)]
  return problems.length > 0 || reservedDays(facts, calendar).days.length <= MOST ? problems : [{ name: 'until_day', message: 'Those are too many at once: choose an earlier last day' }]
}

function dayProblems({ day, until_day, lessons, today, days_ahead }: AskFacts, calendar: Calendar): Problem[] {
  const [last, furthest] = [until_day ?? day, addDays(today, days_ahead)]
  if (day < today) return [{ name: 'day', message: 'That day has passed' }]
  if (day > furthest) return [{ name: 'day', message: `Something can be reserved at most ${days_ahead} days ahead` }]
  if (!isStaffDay(day, calendar)) return [{ name: 'day', message: 'The school is closed on that day' }]
  const unknown = lessons.some((starts) => !lessonsOf(day, calendar).some((lesson) => lesson.starts === starts))
  if (unknown) return [{ name: 'lessons', message: 'That day has other lessons: tick again' }]
  if (last < day) return [{ name: 'until_day', message: 'The last day comes before the first' }]
  return last > furthest ? [{ name: 'until_day', message: `Something can be reserved at most ${days_ahead} days ahead` }] : []
}

/** Whether somebody can have what is reserved for a day: here then, and lent such a type. */
export function problemsToHave({ person, refused, day, until_day }: Pick<AskFacts, 'person' | 'refused' | 'day' | 'until_day'>): Problem[] {
  const about = (message: string) => [{ name: 'person_id', message }]
  if (person.first_day !== null && day < person.first_day) return about('Their first day is still to come then')
  if (person.last_day !== null && (until_day ?? day) > person.last_day) return about('Their last day has passed by then')
  return refused.map((type) => ({ name: 'what', message: `${oneDevice(type)} is not lent to a ${ONE_OF[person.kind]}` }))
}

export type Reserved = { day: string, spans: Lesson[] }

/** The same lessons each week up to the last day; days on which the school is closed, or that lack such a lesson, are left out. */
export function reservedDays({ day, until_day, lessons }: DaysAsked, calendar: Calendar): { days: Reserved[], left_out: string[] } {
  const [days, left_out]: [Reserved[], string[]] = [[], []]
  for (let one = day; one <= (until_day ?? day); one = addDays(one, 7)) {
    const there = lessonsOf(one, calendar)
    if (lessons.every((starts) => there.some((lesson) => lesson.starts === starts))) days.push({ day: one, spans: spansOf(there, lessons) })
    else left_out.push(one)
  }
  return { days, left_out }
}
