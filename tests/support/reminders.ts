import type { Told } from '../../src/reminders/ledger.ts'
import type { Adult, LoanOut, ReminderFacts, ReminderSettings } from '../../src/reminders/rules.ts'
import { calendarOf } from './calendar.ts'

export const DEFAULTS: ReminderSettings = {
  remind_borrowers: true, remind_evening: true, remind_long_overdue: true, remind_stolen: true,
  remind_minutes_before: 30, long_overdue_days: 3, check_time: '15:45',
}

export function adult(id: string, changes: Partial<Adult> = {}): Adult {
  return { id, name: `Person ${id}`, email: `${id}@larkfield.example`, first_day: null, last_day: null, roles: [], ...changes }
}

export function loanOut(code: string, borrower_id: string, changes: Partial<LoanOut> = {}): LoanOut {
  return {
    what: `loan of ${code}`, code, type_name: 'Laptop', borrower_id, borrower: `Person ${borrower_id}`, answers_id: borrower_id,
    answers: `Person ${borrower_id}`, class_id: null, class_name: null, taken_at: '2026-11-24T09:00:00.000Z',
    due_at: '2026-11-24T15:30:00.000Z', ...changes,
  }
}

/** Marlo has a laptop since Tuesday at nine, due at the end of that day; there are a lead and a head. */
export function reminderFacts(changes: Partial<ReminderFacts> = {}): ReminderFacts {
  return {
    calendar: calendarOf(), paused_since: null, check: null, asks: [], returns: [], settings: DEFAULTS, ledger: new Set(), loans: [loanOut('LT-0001', 'marlo')],
    adults: [adult('marlo'), adult('imogen'), adult('wren', { roles: ['lead'] }), adult('hedda', { roles: ['head'] })],
    ...changes,
  }
}

/** A device that a closed check did not find. */
export function notFound(code: string, changes: Partial<Told> = {}): Told {
  return { what: `device ${code}`, code, type_name: 'Laptop', borrower_id: null, borrower: null, class_name: null, due_at: null, ...changes }
}
