import type { Tables } from '../database/tables.ts'

/** One table of the record. The order of the parts is that in which each row finds what it points to. */
export type Part = {
  table: keyof Tables
  /** Its key, by which its rows are ordered. */
  key: readonly string[]
  /** What it holds, in words that stand alone. */
  holds: string
  /** The columns that name a person by id. */
  people?: readonly string[]
  /** The column by which a row is old: once it is, nobody is named in it any more. Without one it is kept as long as the person is here. */
  dated?: string
  /** Those of its people who are never the same as the others: nobody decides for themselves. */
  apart?: readonly string[]
  /** Columns of text in which ids of people stand as well. */
  told?: readonly string[]
  /** Columns that never leave: what somebody could sign in with. */
  secret?: readonly string[]
  /** Columns of bytes; base64 in the file. */
  binary?: readonly string[]
}

const part = (table: keyof Tables, holds: string, rest: Partial<Part> = {}): Part => ({ table, key: ['id'], holds, ...rest })

/** A plan's lines are as old as the school year that it is for. */
const startsOn = (planId: string) => `(select p.starts_on from new_year_plans p where p.id = ${planId})`

/** The whole record of a school: what its file holds, and what a person may ask to see of themselves. */
export const PARTS: readonly Part[] = [
  part('settings', 'the school’s settings', { key: ['key'] }),
  part('school_years', 'school years'),
  part('half_terms', 'half-terms'),
  part('weekday_times', 'when school days start and end', { key: ['weekday'] }),
  part('slots', 'lessons of the day'),
  part('clubs', 'clubs after school'),
  part('bank_holidays', 'bank holidays', { key: ['day'] }),
  part('people', 'names, e-mail addresses, job titles, first and last days', { people: ['id'] }),
  part('special_days', 'INSET, short and closed days', { key: ['day'], dated: 'said_at', people: ['by_id'] }),
  part('pauses', 'fire drills and power cuts: from when until when', { dated: 'from_at', people: ['by_id', 'ended_by_id'] }),
  part('person_roles', 'who has which role', { key: ['person_id', 'role'], people: ['person_id'] }),
  part('classes', 'classes of each school year'),
  part('class_people', 'the adults of a class', { key: ['class_id', 'person_id'], people: ['person_id'] }),
  part('class_cards', 'class cards: who answers for a class', { people: ['answers_id'] }),
  part('class_agreement_counts', 'how many pupils and parents of a class have signed: numbers only', { dated: 'at', people: ['by_id'] }),
  part('device_types', 'types of device and their rules'),
  part('type_not_for', 'who a type is not lent to', { key: ['type_id', 'kind'] }),
  part('sets', 'trolleys and class sets'),
  part('class_sets', 'which class a trolley stands with in a school year', { key: ['set_id', 'school_year_id'] }),
  part('devices', 'devices'),
  part('tags', 'tags, badges and cards', { key: ['text'], people: ['person_id'] }),
  part('supply_cards', 'numbered cards for the day: to whom, who answers for them, when, when back', { dated: 'day', people: ['person_id', 'answers_id'], apart: ['answers_id'] }),
  part('reserved_codes', 'codes of tags that are printed ahead', { key: ['code'], dated: 'reserved_at', people: ['by_id'] }),
  part('out_of_use', 'devices in repair, lost, stolen or retired'),
  part('allocations', 'who looks after which device, since when and until when', { dated: 'until_at', people: ['keeper_id'] }),
  part('desks', 'shared screens that were opened as a desk', { dated: 'closed_at', people: ['opened_by_id', 'checker_id'], secret: ['token_hash'] }),
  part('loans', 'who had which device, for which class and what for, from when until when, who answered, who booked it', {
    dated: 'coalesce(returned_at, voided_at)', people: ['borrower_id', 'answers_id', 'booked_out_by_id', 'taken_back_by_id', 'voided_by_id'],
  }),
  part('reservations', 'what was reserved, for whom, for which day and lesson, and what for', {
    dated: 'day', people: ['person_id', 'made_by_id', 'cancelled_by_id', 'offered_by_id'],
  }),
  part('reservation_loans', 'which loans a reservation became', { key: ['loan_id'] }),
  part('loan_corrections', 'later corrections of the signing-out book, with both versions', { dated: 'at', told: ['before', 'after'], people: ['by_id'] }),
  part('loan_extensions', 'due times that were moved', { dated: 'at', people: ['by_id'] }),
  part('loan_weeks', 'loans counted by week and type', { key: ['week', 'type_id'] }),
  part('terms', 'the terms for taking devices off-site', { dated: 'from_at', people: ['by_id'] }),
  part('terms_acceptances', 'who accepted the terms, when and how', { dated: 'accepted_at', people: ['person_id'] }),
  part('off_site_overrides', 'what the head let somebody take all the same, and why', { dated: 'at', people: ['person_id', 'by_id'], apart: ['by_id'] }),
  part('agreements', 'versions of the acceptable-use agreement', { dated: 'made_at', people: ['by_id'], binary: ['pdf'] }),
  part('agreement_kinds', 'who an agreement is for', { key: ['agreement_id', 'kind'] }),
  part('signatures', 'who signed the agreement: full name, job title, when and how', { people: ['person_id', 'recorded_by_id'] }),
  part('check_kinds', 'kinds of device check'),
  part('check_kind_types', 'which types owe a check', { key: ['kind_id', 'type_id'] }),
  part('device_checks', 'checks of devices: finding, when, by whom', { dated: 'at', people: ['by_id'] }),
  part('trips', 'trips: leader, place, dates', { dated: 'last_day', people: ['leader_id', 'made_by_id', 'accepted_by_id'] }),
  part('approvals', 'permissions to take devices off-site, or to borrow in school: for whom, what for, who decided', {
    dated: 'until_day', people: ['person_id', 'asked_by_id', 'decided_by_id', 'revoked_by_id'], apart: ['decided_by_id'],
  }),
  part('approval_devices', 'the devices of a permission', { key: ['approval_id', 'device_id'], dated: 'wiped_at', people: ['wiped_by_id'] }),
  part('deputies', 'who stands in for the head', { dated: 'ended_at', people: ['person_id', 'made_by_id', 'ended_by_id'], apart: ['made_by_id'] }),
  part('off_site_loans', 'by what a device left the school', { key: ['loan_id'] }),
  part('return_answers', 'whether a device came back logged off and empty', { key: ['loan_id'], dated: 'at', people: ['by_id'] }),
  part('sightings', 'where and when a device was seen, and by whom', { dated: 'seen_at', people: ['by_id'] }),
  part('exceptions', 'devices that need not be in at the end of the day', { dated: 'until_day', people: ['signed_by_id'] }),
  part('day_checks', 'end-of-day checks: who closed them and what was counted', { key: ['day'], dated: 'closed_at', people: ['closed_by_id', 'later_closed_by_id'] }),
  part('day_check_lines', 'what was not in at the end of a day, and with whom', { key: ['day', 'device_id', 'result'], dated: 'at', people: ['holder_id', 'answers_id'] }),
  part('handovers', 'what went with a device into somebody’s care, and whether they confirmed it', { dated: 'closed_at', people: ['given_by_id'] }),
  part('password_resets', 'that a device’s password was reset, when and by whom; never the password', { dated: 'at', people: ['by_id', 'recorded_by_id', 'undone_by_id'] }),
  part('holiday_answers', 'what goes home with whoever looks after it over a holiday', { key: ['holiday', 'device_id'], dated: 'holiday', people: ['keeper_id', 'said_by_id'] }),
  part('sealed_counts', 'what was counted and locked up before a holiday, by whom, and when it was opened', {
    dated: 'sealed_at', people: ['sealed_by_id', 'witness_id', 'opened_by_id'], apart: ['witness_id'],
  }),
  part('sealed_lines', 'each device of such a count', {
    key: ['count_id', 'device_id'], dated: '(select s.sealed_at from sealed_counts s where s.id = count_id)', people: ['holder_id', 'again_by_id'],
  }),
  part('borrow_asks', 'who asked a keeper to lend a device, and the answer', {
    dated: "coalesce(ended_at, case answer when 'later' then null else answered_at end)",
    people: ['keeper_id', 'asker_id', 'answered_by_id'], apart: ['asker_id'],
  }),
  part('keeper_answers', 'what keepers said when they were asked whether they have a device still'),
  part('new_year_plans', 'plans of a new school year: by whom, and when they took effect', { dated: 'starts_on', people: ['made_by_id', 'ready_by_id', 'in_effect_by_id'] }),
  part('new_year_classes', 'the classes of such a plan, and who answers for each', { dated: startsOn('plan_id'), people: ['answers_id'] }),
  part('new_year_adults', 'the other adults of a planned class', { dated: startsOn('(select c.plan_id from new_year_classes c where c.id = line_id)'), people: ['person_id'] }),
  part('new_year_trolleys', 'which trolley is to stand with which planned class', { key: ['plan_id', 'set_id'] }),
  part('new_year_keepers', 'who is to look after a device from the new school year on', { dated: startsOn('plan_id'), people: ['keeper_id', 'was_keeper_id'] }),
  part('new_year_left', 'what of a plan was not done, and why', { dated: startsOn('plan_id'), people: ['person_id'] }),
  part('clearances', 'that a leaver gave everything back, and who signed it', { dated: 'signed_at', people: ['person_id', 'signed_by_id'], apart: ['signed_by_id'] }),
  part('clearance_lines', 'what a leaver gave back, or what was written off', {
    key: ['clearance_id', 'position'], dated: '(select c.signed_at from clearances c where c.id = clearance_id)', people: ['by_id'],
  }),
  part('write_offs', 'what a leaver could not give back, written off and why', { dated: 'at', people: ['person_id', 'by_id'], apart: ['by_id'] }),
  part('absences', 'by which day what somebody had was to come back, and who arranged it; never why', {
    dated: 'done_at', people: ['person_id', 'made_by_id', 'done_by_id'], apart: ['made_by_id'],
  }),
  part('absence_devices', 'what was to come back then', { key: ['absence_id', 'device_id'] }),
  part('password_known_to', 'who else knows a device’s password', { key: ['reset_id', 'person_id'], people: ['person_id'] }),
  part('personal_devices', 'which devices of their own adults use for school, what for, and who said yes', {
    dated: 'coalesce(substr(withdrawn_at, 1, 10), until_day)', people: ['person_id', 'authorised_by_id', 'withdrawn_by_id'], apart: ['authorised_by_id'],
  }),
  part('master_passwords', 'which master passwords there are; never what they are'),
  part('master_password_holders', 'who holds which master password, since when and until when', { dated: 'until_day', people: ['person_id'] }),
  part('accounts', 'accounts: the address somebody signs in with', { people: ['person_id'], secret: ['password_hash'] }),
  part('provider_subjects', 'which account of the school’s own sign-in belongs to which account here', { key: ['issuer', 'subject'] }),
  part('sign_ins', 'when an account was last signed in', { key: ['account_id'] }),
  part('access_review_lines', 'each term’s review of who may do what: what stood, and who decided', { dated: 'decided_at', people: ['person_id', 'decided_by_id'] }),
  part('outbox', 'letters of the last thirty days', { people: ['person_id'] }),
  part('approval_letters', 'which letter asked for which permission', { key: ['approval_id', 'letter_id'] }),
  part('reminders', 'who was reminded of what, and when', { people: ['person_id'] }),
  part('import_mappings', 'what the columns of the school’s lists mean', { key: ['headings_hash'] }),
  part('events', 'the log: who did what, and when', { dated: 'at', told: ['subject_id', 'data'], people: ['actor_id'] }),
]

/** What is no part of the record, and why. */
export const LEFT_OUT: Partial<Record<keyof Tables, string>> = {
  sessions: 'who is signed in now',
  password_links: 'links with which a password is chosen',
  pins: 'PINs',
  authenticators: 'the second step of signing in', passkeys: 'the second step of signing in', recovery_codes: 'the second step of signing in', half_sign_ins: 'who is on the way in',
  provider_arrivals: 'who is on the way from the school’s own sign-in',
  signing_visits: 'agreements that are being signed at reception now',
  form_keys: 'forms of the last two days, so that none acts twice',
  desk_scans: 'a week of a desk’s answers, so that a scan sent twice acts once',
  check_files: 'evidence files that are being looked at',
  imports: 'lists that are being brought in', import_lines: 'lists that are being brought in', import_rows: 'lists that are being brought in',
  calendar_version: 'what Kitbook works out anew by itself', loans_to_count: 'what Kitbook works out anew by itself', job_runs: 'how the last jobs went',
}
