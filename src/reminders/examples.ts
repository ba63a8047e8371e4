import { dayOf } from '../calendar/days.ts'
import type { ReminderKind } from '../database/tables.ts'
import { type Sender, writeAlarm, writeReminder, type Written } from './letters.ts'
import { type Adult, letterOf, type LoanOut } from './rules.ts'

export type Example = Written & { kind: ReminderKind }

const LATE = 2

/** Each letter as it would read today, in the words of what the school has; one's own devices stand for a borrower's. */
export function examplesFor(adult: Adult, loans: LoanOut[], sender: Sender, now: Date): Example[] {
  const [late, later] = [loans.slice(0, LATE), loans.slice(LATE)]
  const own = (of: LoanOut[]) => of.map((loan) => ({ ...loan, borrower_id: adult.id, borrower: adult.name, class_name: null }))
  const digest = letterOf('digest', adult, dayOf(now), { late: own(late), later: own(later) })
  const evening = letterOf('evening', adult, dayOf(now), { late: loans, later: [] })
  const long = letterOf('escalation', adult, dayOf(now), { late, later: [] })
  const first = loans[0]!
  return [
    ...[digest, evening, long].map((owed) => ({ kind: owed.kind, ...writeReminder(owed, sender) })),
    { kind: 'alarm', ...writeAlarm({ ...first, name: adult.name, at: now.toISOString() }, sender) },
  ]
}
