import { lastCheck } from './end-of-day.ts'
import { deviceOf, type Loan, type Person, personOf, type School } from './school.ts'
import { checkTimeOf } from './calendar.ts'
import { lateAfter } from './due.ts'
import { dayOf, type Instant } from './wall-clock.ts'

/** What a letter tells of: an open loan, or a device that a check did not find; when it is due, as it counts now. */
export type Item = { code: string, loan: Loan | null, due: Instant | null }

export function canBeReached({ address, lastDay }: Person, day: string): boolean {
  return address !== null && (lastDay === null || lastDay >= day)
}

/** What somebody can still be asked for; while a pause is open nothing of its day is late. */
export function outNow(school: School): (Item & { loan: Loan, due: Instant })[] {
  return [...school.out.values()].filter(({ code }) => !deviceOf(school, code).outOfUse).map((loan) => itemOf(school, loan))
    .filter(({ due }) => school.pausedSince === null || due < school.pausedSince || dayOf(due) !== dayOf(school.pausedSince))
}

export function itemOf(school: School, loan: Loan) {
  return { code: loan.code, loan, due: lateAfter(loan.due, school.calendar) }
}

/** Whom a loan is told: the borrower; and who answers, if it is for a class, did not come back on its day, or the borrower cannot be reached. */
export function isToldOf(school: School, name: string, { loan: { borrower, className, answers }, due }: { loan: Loan, due: Instant }, day: string): boolean {
  if (borrower === name) return true
  return answers === name && (className !== null || dayOf(due) < day || !canBeReached(personOf(school, borrower), day))
}

/** What is not back by a day's check: what the check says where it was closed last, or else the book. */
export function notBackBy(school: School, day: string): { late: Item[], later: Item[] } {
  const check = lastCheck(school)
  if (check?.day !== day) return byTheBook(school, day)
  const open = check.lines.filter(({ code, found }) => found === null && !deviceOf(school, code).outOfUse)
  const late = open.filter(({ result }) => result === 'not back').map(({ code, loan, due }) => ({ code, loan, due }))
  const isStillOut = ({ loan, code }: Item) => loan !== null && school.out.get(code) === loan && !late.some((one) => one.code === code)
  return { late, later: open.filter(({ result }) => result === 'expected later').map(({ code, loan, due }) => ({ code, loan, due })).filter(isStillOut) }
}

function byTheBook(school: School, day: string): { late: Item[], later: Item[] } {
  const check = checkTimeOf(day, school.settings.checkTime, school.calendar)
  const taken = outNow(school).filter(({ loan }) => loan.taken <= check)
  return { late: taken.filter(({ due }) => due <= check), later: taken.filter(({ due }) => due > check && dayOf(due) === day) }
}
