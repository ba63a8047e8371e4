import { type Calendar, clubsOn, slotsOn, timesOn } from './calendar.ts'
import { dayOf, timeOf } from './days.ts'
import { dueAt, type DueFacts, isFirstDayBack } from './due.ts'

/** One time that one tap chooses; `until` is empty for the usual one, `words` say what ends then. */
export type DueChoice = { until: string, due_at: string, words: string }

/** When something taken now can be due: by the end of the day, or of a lesson or club of today that is still to end (M1); what was reserved first of all when its lesson ends. */
export function dueChoices(facts: Omit<DueFacts, 'until' | 'off_site'>, calendar: Calendar): DueChoice[] {
  const [today, now] = [dayOf(facts.taken_at), timeOf(facts.taken_at)]
  const due = (until: string | null) => dueAt({ ...facts, off_site: false, until }, calendar)
  const due_at = due(null)
  const usual = { until: '', due_at, words: facts.reserved_until ? 'as reserved' : wordsOf(due_at, facts.taken_at, calendar) }
  const ends = [...slotsOn(today, calendar), ...clubsOn(today, calendar), { name: END_OF_DAY, ends: timesOn(today, calendar).ends }].filter(({ ends }) => ends > now)
  const choices = ends.map(({ ends, name }) => ({ until: ends, due_at: due(ends), words: name })).sort((a, b) => (a.until < b.until ? -1 : 1))
  const other = choices.filter(({ due_at }) => due_at !== usual.due_at && due_at > facts.taken_at)
  return [usual, ...other.filter((choice, i) => other.findIndex(({ until }) => until === choice.until) === i)]
}

const END_OF_DAY = 'end of the school day'

function wordsOf(dueAt: string, takenAt: string, calendar: Calendar): string {
  if (dayOf(dueAt) === dayOf(takenAt)) return END_OF_DAY
  return isFirstDayBack(dueAt, takenAt, calendar) ? 'the first day back' : 'end of the next school day'
}
