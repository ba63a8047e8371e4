import { dayOf } from '../calendar/days.ts'
import type { ReminderKind } from '../database/tables.ts'
import { exampleAsks, sayAsks } from './asks.ts'
import type { Section } from './ledger.ts'
import { type Sender, writeAlarm, writeCheckAlarm, writeReminder, type Written } from './letters.ts'
import type { Adult, LoanOut } from './rules.ts'

export type Example = Written & { kind: ReminderKind | 'failed check' }

const LATE = 2

/** Each letter as it would read today, in the words of what the school has; one's own devices stand for a borrower's. */
export function examplesFor(adult: Adult, loans: LoanOut[], sender: Sender, now: Date): Example[] {
  const [late, later] = [loans.slice(0, LATE), loans.slice(LATE)]
  const day = dayOf(now)
  const own = (of: LoanOut[]) => of.map((loan) => ({ ...loan, borrower_id: adult.id, borrower: adult.name, class_name: null }))
  const sections: Section[] = [
    { kind: 'digest', day, late: own(late), later: own(later) }, { kind: 'evening', day, late: loans, later: [] }, { kind: 'escalation', day, late, later: [] },
  ]
  const first = loans[0]!
  return [
    ...sections.map((section) => ({ kind: section.kind, ...writeReminder({ adult, sections: [section], said: [] }, sender) })),
    ...exampleAsks(adult.id, day).map((ask) => ({ kind: ask.kind, ...writeReminder({ adult, sections: [], said: sayAsks([ask]) }, sender) })),
    { kind: 'alarm', ...writeAlarm({ ...first, name: adult.name, at: now.toISOString() }, sender) },
    { kind: 'failed check', ...failedCheck(adult, first, sender, now) },
  ]
}

function failedCheck({ name }: Adult, { code, type_name, borrower }: LoanOut, sender: Sender, now: Date): Written {
  return writeCheckAlarm({ name, code, type_name, check: 'Encryption', finding: 'protection suspended', holder: borrower, at: now.toISOString() }, sender)
}
