import { addDays } from '../calendar/days.ts'

export type Standing = 'signed off' | 'clear' | 'outstanding' | 'overdue'

type Facts = { last_day: string, signed: boolean, outstanding: number }

/** Where a leaver stands on a day (YYYY-MM-DD): overdue is what is still outstanding when the last day has passed (M13). */
export function standingOf({ last_day, signed, outstanding }: Facts, today: string): Standing {
  if (outstanding > 0) return last_day < today ? 'overdue' : 'outstanding'
  return signed ? 'signed off' : 'clear'
}

const STAGES = [[0, 'the last day'], [7, 'a week before'], [21, 'three weeks before']] as const

/** How long before the last day somebody is first told of what they still have, in days. */
export const FIRST_TOLD_DAYS = 21

/** Which of the three reminders is owed on a day: three weeks before the last day, a week before, and on it; null before and afterwards. */
export function stageOn(last_day: string, today: string): string | null {
  if (last_day < today) return null
  return STAGES.find(([days]) => last_day <= addDays(today, days))?.[1] ?? null
}
