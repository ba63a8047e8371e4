import type { Problem } from '../http/forms.ts'

/** The times of a school day as HH:MM; `club_ends` is empty where there is no club. */
export type Times = { day_starts: string, day_ends: string, club_ends: string }

/** A day ends after it starts, and a club ends after the day. */
export function timeProblems({ day_starts, day_ends, club_ends }: Times): Problem[] {
  const problems: Problem[] = []
  if (day_ends <= day_starts) problems.push({ name: 'day_ends', message: 'The day has to end after it starts' })
  if (club_ends !== '' && club_ends <= day_ends) {
    problems.push({ name: 'club_ends', message: 'A club ends after the school day; leave it empty if there is none' })
  }
  return problems
}
