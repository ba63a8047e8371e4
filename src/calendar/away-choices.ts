import { type Calendar, halfTermUpTo, nextStaffDay } from './calendar.ts'
import { addDays, dayOf, weekdayOf } from './days.ts'
import { dueAt } from './due.ts'
import type { DueChoice } from './due-choices.ts'

type Away = { taken_at: string, last_day: string | null, same_day?: boolean }

/**
 * When something that leaves school now can be back (M6): by the start of the next school day, of next week, or of the first
 * day after the holiday. `until` is empty for the usual one, else the day, YYYY-MM-DD.
 */
export function awayChoices({ taken_at, last_day, same_day = false }: Away, calendar: Calendar): DueChoice[] {
  const today = dayOf(taken_at)
  const choice = (day: string | null, words: string) => (
    { until: day ?? '', due_at: dueAt({ taken_at, off_site: true, until: day, last_day, same_day }, calendar), words })
  const halfTerm = halfTermUpTo(today, calendar)
  const later = [
    choice(nextStaffDay(addDays(today, 7 - weekdayOf(today)), calendar), 'the first day of next week'),
    ...halfTerm && halfTerm.last_day >= today ? [choice(nextStaffDay(halfTerm.last_day, calendar), 'the first day after the holiday')] : [],
  ]
  const usual = choice(null, 'the next school day')
  return [usual, ...later].filter((one, i, all) => all.findIndex(({ due_at }) => due_at === one.due_at) === i)
}
