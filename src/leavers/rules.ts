import { addDays } from '../calendar/days.ts'

export type Standing = 'signed off' | 'clear' | 'outstanding' | 'overdue'

type Facts = { last_day: string, signed: boolean, outstanding: number }

/** Where a leaver stands on a day (YYYY-MM-DD): overdue is what is still outstanding when the last day has passed (M13). */
export function standingOf({ last_day, signed, outstanding }: Facts, today: string): Standing {
  if (outstanding > 0) return last_day < today ? 'overdue' : 'outstanding'
  return signed ? 'signed off' : 'clear'
}

/** How many devices a leaver has out and looks after, and how many other things stand on their checklist. */
export type Leaving = { id: string, name: string, last_day: string, out: number, kept: number, others: number }

/** Those of whom anything is outstanding, whoever leaves first in front. */
export function stillWith(leavers: readonly Pick<Leaving, 'id' | 'name' | 'last_day'>[], outstanding: readonly { person_id: string, kind: string }[]): Leaving[] {
  const counted = leavers.map(({ id, name, last_day }) => {
    const kinds = outstanding.filter(({ person_id }) => person_id === id).map(({ kind }) => kind)
    const [out, kept] = ['loan', 'kept'].map((one) => kinds.filter((kind) => kind === one).length) as [number, number]
    return { id, name, last_day, out, kept, others: kinds.length - out - kept }
  })
  return counted.filter(({ out, kept, others }) => out + kept + others > 0)
    .toSorted((a, b) => a.last_day.localeCompare(b.last_day) || a.name.localeCompare(b.name, 'en-GB'))
}

const STAGES = [[0, 'the last day'], [7, 'a week before'], [21, 'three weeks before']] as const

/** How long before the last day somebody is first told of what they still have, in days. */
export const FIRST_TOLD_DAYS = 21

/** Which of the three reminders is owed on a day: three weeks before the last day, a week before, and on it; null before and afterwards. */
export function stageOn(last_day: string, today: string): string | null {
  if (last_day < today) return null
  return STAGES.find(([days]) => last_day <= addDays(today, days))?.[1] ?? null
}
