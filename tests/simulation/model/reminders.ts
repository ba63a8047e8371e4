import { checkTimeOf, endOf, isOpen, lastOpenBefore, schoolDaysAfter, startOf } from './calendar.ts'
import type { Loan, Person, School } from './school.ts'
import { canBeReached, isToldOf, type Item, notBackBy, outNow } from './told.ts'
import { dayOf, type Instant, MINUTE } from './wall-clock.ts'

export type Kind = 'digest' | 'evening' | 'escalation'
/** `day` is that of the letter, or of the check that the evening list tells of. */
export type Part = { kind: Kind, day: string, items: Item[] }
/** An adult’s letter of the day on which it is written, with all that is owed then. */
export type Owed = { person: string, day: string, parts: Part[] }

/** Whether an adult’s letter of a day was written, and whether they were told that a loan due on a day is long overdue. */
export type Ledger = {
  isWritten: (person: string, day: string) => boolean
  isTold: (person: string, loan: Loan, dueDay: string) => boolean
}

/** Who is owed a letter at this moment: nobody on a day when the school is closed, nor during a pause. */
export function remindersOwed(school: School, ledger: Ledger, now: Instant): Owed[] {
  const today = dayOf(now)
  if (!isOpen(today, school.calendar) || (school.pausedSince !== null && dayOf(school.pausedSince) === today)) return []
  return [...school.people.values()].filter((person) => canBeReached(person, today)).flatMap((person) => {
    const evening = eveningFor(school, person, now)
    if (ledger.isWritten(person.name, today) || ledger.isWritten(person.name, evening)) return []
    const parts = partsOf(school, ledger, person, evening, now)
    return parts.length === 0 ? [] : [{ person: person.name, day: today, parts }]
  })
}

/** The lead’s one letter comes with the evening list; until then, if none was written the day before, that of that evening is still owed. */
function eveningFor({ calendar, settings }: School, { roles }: Person, now: Instant): string {
  const waits = roles.includes('lead') && now < checkTimeOf(dayOf(now), settings.checkTime, calendar)
  return waits ? lastOpenBefore(dayOf(now), calendar) : dayOf(now)
}

function partsOf(school: School, ledger: Ledger, person: Person, eveningDay: string, now: Instant): Part[] {
  const [day, evening] = [dayOf(now), eveningOf(school, person, eveningDay, now)]
  if (eveningDay < day && evening.length === 0) return []
  const long = longOverdueOf(school, ledger, person, now)
  const digest = digestOf(school, person, evening.length + long.length > 0, now)
  const parts: Part[] = [{ kind: 'evening', day: eveningDay, items: evening }, { kind: 'escalation', day, items: long }, { kind: 'digest', day, items: digest }]
  return parts.filter(({ items }) => items.length > 0)
}

function eveningOf(school: School, { roles }: Person, day: string, now: Instant): Item[] {
  const { calendar, settings } = school
  if (!roles.includes('lead') || now < startOf(dayOf(now), calendar) || now < checkTimeOf(day, settings.checkTime, calendar)) return []
  const { late, later } = notBackBy(school, day)
  return late.length === 0 ? [] : [...late, ...later]
}

/** After three school days, to the lead and the head: each loan once for the day that it was due. */
function longOverdueOf(school: School, ledger: Ledger, { name, roles }: Person, now: Instant): Item[] {
  const today = dayOf(now)
  if (now < startOf(today, school.calendar) || !roles.some((role) => role === 'lead' || role === 'head')) return []
  return outNow(school).filter(({ loan, due }) => (
    schoolDaysAfter(dayOf(due), today, school.calendar) >= school.settings.longOverdueDays && !ledger.isTold(name, loan, dayOf(due))))
}

/** The morning after, or shortly before the day ends; or with whatever else is owed. */
function digestOf(school: School, { name }: Person, hasLetter: boolean, now: Instant): Item[] {
  const theirs = outNow(school).filter((item) => isToldOf(school, name, item, dayOf(now)))
  const isCalled = hasLetter || isOverdueThisMorning(school, theirs, now) || isLastCall(school, theirs, now)
  return isCalled ? theirs.filter(({ due }) => dayOf(due) <= dayOf(now)) : []
}

type Out = ReturnType<typeof outNow>

function isOverdueThisMorning(school: School, items: Out, now: Instant): boolean {
  const starts = startOf(dayOf(now), school.calendar)
  return now >= starts && items.some(({ due }) => due < starts)
}

/** Half an hour before the day ends; before a club ends where nothing is due earlier. What is taken after that is not called. */
function isLastCall(school: School, items: Out, now: Instant): boolean {
  const today = items.filter(({ due }) => dayOf(due) === dayOf(now))
  const first = Math.min(...today.map(({ due }) => due))
  const call = Math.max(first, endOf(dayOf(now), school.calendar)) - school.settings.minutesBefore * MINUTE
  return now >= call && today.some(({ loan }) => loan.taken <= call)
}
