import { dueAfterPause, dueOf, keptLonger } from './due.ts'
import { deviceOf, type Loan, logged, type Outcome, personOf, type School } from './school.ts'
import { dayOf, type Instant } from './wall-clock.ts'

export type Lending = {
  codes: string[], borrower: string, className: string | null, answers: string | null, purpose: string, until: string | null
}

/** Books devices out; one that somebody else has is passed on. */
export function lend(school: School, { codes, until, ...wish }: Lending, now: Instant): Loan[] {
  const { lastDay } = personOf(school, wish.borrower)
  return codes.map((code) => {
    if (school.out.has(code)) end(school, code, 'passed on', now)
    const due = dueOf({ taken: now, until, lastDay }, school.calendar)
    const { borrower, className, purpose } = wish
    const loan: Loan = {
      code, borrower, className, answers: wish.answers ?? borrower, purpose, taken: now, due,
      returned: null, outcome: null, voided: null, kept: 0,
    }
    school.loans.push(loan)
    school.out.set(code, loan)
    see(school, code, now)
    logged(school, 'loan.out')
    return loan
  })
}

function end(school: School, code: string, outcome: Outcome, now: Instant): Loan {
  const loan = school.out.get(code)!
  Object.assign(loan, { returned: now, outcome })
  school.out.delete(code)
  logged(school, outcome === 'returned' ? 'loan.back' : `loan.${outcome}`)
  return loan
}

/** A scan, a tick or a button brings a device back, and so it is seen. */
export function bringBack(school: School, code: string, now: Instant): Loan {
  const loan = end(school, code, 'returned', now)
  see(school, code, now)
  return loan
}

/** The lead writes into the book that a device came back unscanned; where it is, nobody knows. */
export function cameBackUnscanned(school: School, loan: Loan, when: Instant): void {
  Object.assign(loan, { returned: when, outcome: 'returned unscanned' })
  school.out.delete(loan.code)
  deviceOf(school, loan.code).unseen = true
  logged(school, 'loan.corrected')
}

/** Whoever has it has lost it; where it is, nobody knows. */
export function isStolen(school: School, code: string, now: Instant): void {
  if (school.out.has(code)) {
    end(school, code, 'lost', now)
    deviceOf(school, code).unseen = true
  }
  deviceOf(school, code).outOfUse = 'stolen'
  logged(school, 'device.stolen')
}

export type PaperLine = { code: string, borrower: string, purpose: string, taken: Instant, returned: Instant | null }

/** What was written on paper while the server was off is entered afterwards; that something is back, nobody saw. */
export function enterFromPaper(school: School, { code, borrower, purpose, taken, returned }: PaperLine): Loan {
  const { lastDay } = personOf(school, borrower)
  const loan: Loan = {
    code, borrower, className: null, answers: borrower, purpose, taken, due: dueOf({ taken, until: null, lastDay }, school.calendar),
    returned, outcome: returned === null ? null : 'returned', voided: null, kept: 0,
  }
  school.loans.push(loan)
  if (returned === null) school.out.set(code, loan)
  else isSaidToBeBack(school, code, returned)
  logged(school, 'loan.from paper')
  return loan
}

/** What had been out before the sheet began came back by it. */
export function cameBackByPaper(school: School, loan: Loan, returned: Instant): void {
  Object.assign(loan, { returned, outcome: 'returned' })
  school.out.delete(loan.code)
  isSaidToBeBack(school, loan.code, returned)
  logged(school, 'loan.back from paper')
}

function isSaidToBeBack(school: School, code: string, returned: Instant): void {
  const device = deviceOf(school, code)
  if (device.seen === null || device.seen < returned) device.unseen = true
}

/** Somebody saw it: if a check missed it, it is found. */
export function see(school: School, code: string, now: Instant): void {
  Object.assign(deviceOf(school, code), { seen: now, unseen: false, homeOn: null })
  for (const check of school.checks.values()) {
    for (const line of check.lines) if (line.code === code && line.result === 'not back') line.found ??= now
  }
}

export function goesHome(school: School, code: string, now: Instant): void {
  see(school, code, now)
  deviceOf(school, code).homeOn = dayOf(now)
}

/** A slip: the loan stays in the book, struck through. */
export function undoOut(school: School, loans: Loan[], now: Instant): void {
  for (const loan of loans) {
    loan.voided = now
    school.out.delete(loan.code)
    logged(school, 'loan.voided')
  }
}

/** A slip at bringing back: it goes on being out, and what a check missed is not found by it. */
export function undoBack(school: School, loan: Loan): void {
  const lines = [...school.checks.values()].flatMap((check) => check.lines)
  for (const line of lines) if (line.code === loan.code && line.found === loan.returned) line.found = null
  Object.assign(loan, { returned: null, outcome: null })
  school.out.set(loan.code, loan)
  logged(school, 'loan.back undone')
}

export function keepLonger(school: School, loan: Loan, by: string, now: Instant): void {
  if (by === loan.borrower) loan.kept += 1
  loan.due = keptLonger(loan.due, personOf(school, loan.borrower).lastDay, now, school.calendar)
  logged(school, 'loan.extended')
}

export function beginPause(school: School, now: Instant): void {
  school.pausedSince = now
  logged(school, 'pause.began')
}

/** What is out, and what came back while the pause lasted, was due later by as long. */
export function endPause(school: School, now: Instant): void {
  const began = school.pausedSince!
  for (const loan of school.loans) {
    if (loan.voided !== null || (loan.returned !== null && loan.returned < began)) continue
    const due = dueAfterPause(loan.due, began, now)
    if (due !== loan.due) logged(school, 'loan.due moved')
    loan.due = due
  }
  school.pausedSince = null
  logged(school, 'pause.ended')
}
