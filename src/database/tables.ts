import type { Selectable } from 'kysely'
import type { AccountTables } from './account-tables.ts'
import type { ImportTables } from './import-tables.ts'
import type { KeeperTables } from './keeper-tables.ts'
import type { LeaverTables } from './leaver-tables.ts'
import type { NewYearTables } from './new-year-tables.ts'
import type { RegisterTables } from './register-tables.ts'
import type { ReservationTables } from './reservation-tables.ts'
import type { RunUpTables } from './run-up-tables.ts'
import type { SafeToLeaveTables } from './safe-to-leave-tables.ts'
import type {
  DayResult, Flag, LoanOutcome, LoanSource, OffSite, OutOfUseBecause, PersonKind, ReminderKind, Role, SpecialDayKind, TagWhat,
} from './words.ts'

export type * from './words.ts'

export type Tables = AccountTables & ImportTables & KeeperTables & LeaverTables & NewYearTables & RegisterTables & ReservationTables & RunUpTables & SafeToLeaveTables & {
  settings: { key: string, value: string }
  school_years: { id: string, name: string, starts_on: string, ends_on: string }
  half_terms: { id: string, school_year_id: string, position: number, name: string, first_day: string, last_day: string }
  weekday_times: { weekday: number, starts: string, ends: string }
  slots: { id: string, weekday: number, name: string, starts: string, ends: string }
  clubs: { id: string, weekday: number, name: string, ends: string }
  special_days: { day: string, kind: SpecialDayKind, name: string, ends: string | null, said_at: string, by_id: string | null }
  bank_holidays: { day: string, name: string }
  calendar_version: { version: string }
  pauses: { id: string, from_at: string, until_at: string | null, by_id: string | null, ended_by_id: string | null }
  people: {
    id: string, name: string, sort_name: string, search_name: string, email: string | null
    kind: PersonKind, job_title: string, first_day: string | null, last_day: string | null, created_at: string
  }
  person_roles: { person_id: string, role: Role }
  classes: { id: string, school_year_id: string, name: string, search_name: string }
  class_people: { class_id: string, person_id: string }
  class_cards: { id: string, class_id: string, answers_id: string, purpose: string }
  device_types: {
    id: string, name: string, search_name: string, code_prefix: string, position: number, holds_data: Flag
    encryption: string | null, password_reset: Flag, check_days: number | null, off_site: OffSite
  }
  type_not_for: { type_id: string, kind: PersonKind }
  sets: { id: string, code: string, name: string, place: string, slots: number | null }
  devices: {
    id: string, code: string, type_id: string, make: string, model: string, serial: string | null
    computer_name: string, bought_on: string | null, price_pence: number | null, warranty_until: string | null
    set_id: string | null, slot: number | null, place: string, notes: string, search_text: string, created_at: string
  }
  tags: {
    text: string, what: TagWhat, device_id: string | null, set_id: string | null
    person_id: string | null, class_card_id: string | null, created_at: string
  }
  supply_cards: {
    id: string, number: number, person_id: string, answers_id: string | null, class_id: string | null
    day: string, given_at: string, back_at: string | null
  }
  reserved_codes: { code: string, reserved_at: string, by_id: string }
  out_of_use: {
    id: string, device_id: string, because: OutOfUseBecause, note: string, from_at: string, until_at: string | null
  }
  allocations: {
    id: string, device_id: string, keeper_id: string, from_at: string, until_at: string | null, until_day: string | null
  }
  desks: {
    id: string, name: string, set_id: string | null, token_hash: string | null, opened_at: string, opened_by_id: string
    closed_at: string | null, at_desk: string, checker_id: string | null, checker_until: string | null
  }
  loans: {
    id: string, device_id: string, borrower_id: string, class_id: string | null, answers_id: string
    purpose: string, taken_at: string, due_at: string, off_site: Flag, source: LoanSource
    out_desk_id: string | null, booked_out_by_id: string | null, import_id: string | null
    returned_at: string | null, back_desk_id: string | null, taken_back_by_id: string | null
    on_charge: Flag | null, outcome: LoanOutcome | null, voided_at: string | null, voided_by_id: string | null
  }
  loan_corrections: {
    id: string, loan_id: string, at: string, by_id: string, reason: string, before: string, after: string
  }
  loan_extensions: { id: string, loan_id: string, at: string, by_id: string, due_before: string, due_after: string }
  loan_weeks: { week: string, type_id: string, loans: number, returned: number, returned_on_time: number }
  loans_to_count: { hour: string }
  sightings: {
    id: string, device_id: string, seen_at: string, place: string, desk_id: string | null, by_id: string | null
  }
  exceptions: {
    id: string, device_id: string, reason: string, from_day: string, until_day: string, signed_by_id: string
    signed_at: string, ended_at: string | null
  }
  day_checks: {
    day: string, closed_at: string, closed_by_id: string, full_sweep: Flag, in_count: number, later_count: number
    off_site_count: number, excused_count: number, not_back_count: number
    later_closed_at: string | null, later_closed_by_id: string | null, later_not_back_count: number | null
  }
  day_check_lines: {
    day: string, device_id: string, result: DayResult, at: string, reason: string | null, exception_id: string | null
    loan_id: string | null, holder_id: string | null, answers_id: string | null, class_id: string | null
    due_at: string | null, last_seen_at: string | null, last_place: string | null, found_at: string | null
  }
  events: {
    id: string, at: string, verb: string, actor_id: string | null, desk_id: string | null
    subject: string, subject_id: string, data: string
  }
  accounts: {
    id: string, person_id: string, email: string, password_hash: string | null, created_at: string
    closed_at: string | null
  }
  sessions: {
    token_hash: string, id: string, account_id: string, label: string, created_at: string
    last_seen_at: string, ends_at: string, challenge: string | null
  }
  password_links: {
    token_hash: string, account_id: string, created_at: string, ends_at: string, used_at: string | null
  }
  pins: { person_id: string, pin_hash: string, set_at: string, failures: number, locked_until: string | null }
  form_keys: { key: string, fields_hash: string, result: string, at: string }
  desk_scans: {
    id: string, key: string, desk_id: string, lane: string, text: string, scanned_at: string, answered_at: string
    answer: string, undone_at: string | null
  }
  outbox: {
    id: string, person_id: string | null, to_address: string, subject: string, body_text: string
    body_html: string, created_at: string, next_try_at: string | null, tries: number, sent_at: string | null
    last_error: string | null, not_sent_because: 'closed' | 'settled' | 'past' | null
  }
  reminders: {
    id: string, person_id: string, kind: ReminderKind, what: string, period: string, at: string
    letter_id: string | null, withdrawn_at: string | null
  }
  job_runs: { what: string, started_at: string, ended_at: string | null, result: string, error: string }
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>
