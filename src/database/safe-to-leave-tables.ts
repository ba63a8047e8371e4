import type { AcceptedHow, CheckMethod, DecidedAs, Decision, Flag, PersonKind, Renewal, ResetHow, SignedHow } from './words.ts'

/** What has to be true of a device and of who takes it before it leaves the building. */
export type SafeToLeaveTables = {
  terms: { id: string, text: string, text_hash: string, from_at: string, by_id: string | null }
  terms_acceptances: {
    id: string, person_id: string, terms_id: string, text_hash: string, accepted_at: string, how: AcceptedHow
    desk_id: string | null
  }
  off_site_overrides: {
    id: string, device_id: string, person_id: string, reason: string, until_day: string, at: string, by_id: string
  }
  off_site_loans: {
    loan_id: string, acceptance_id: string, approval_id: string | null, check_id: string | null
    override_id: string | null, overrode: string, carries_personal_data: Flag, video_calls: Flag
  }
  return_answers: { loan_id: string, left_clean: Flag, at: string, by_id: string | null, desk_id: string | null }
  agreements: {
    id: string, title: string, text: string, pdf: Buffer | null, text_hash: string, from_day: string, renewal: Renewal
    made_at: string, by_id: string | null, ended_at: string | null
  }
  agreement_kinds: { agreement_id: string, kind: PersonKind }
  signatures: {
    id: string, agreement_id: string, person_id: string, text_hash: string, full_name: string | null, job_title: string
    signed_at: string, how: SignedHow, recorded_by_id: string | null
  }
  signing_visits: {
    id: string, token_hash: string, person_id: string, agreement_id: string, opened_by_id: string, ends_at: string
    signed_at: string | null
  }
  class_agreement_counts: {
    id: string, class_id: string, about: 'pupils' | 'parents', signed: number, total: number, at: string, by_id: string | null
  }
  check_kinds: {
    id: string, name: string, position: number, days: number | null, built_in: 'encryption' | null, ended_at: string | null
  }
  check_kind_types: { kind_id: string, type_id: string }
  device_checks: {
    id: string, device_id: string, kind_id: string, finding: string, passed: Flag, product: string | null
    method: CheckMethod, source_hash: string | null, at: string, by_id: string | null, valid_until: string | null, note: string
  }
  trips: {
    id: string, leader_id: string, name: string, place: string, first_day: string, last_day: string
    made_at: string, made_by_id: string, accepted_at: string | null, accepted_by_id: string | null, acceptance_id: string | null
  }
  approvals: {
    id: string, person_id: string, type_id: string | null, trip_id: string | null, from_day: string, until_day: string
    why: string, carries_personal_data: Flag, video_calls: Flag, asked_at: string, asked_by_id: string
    decision: Decision | null, decided_at: string | null, decided_by_id: string | null, decided_as: DecidedAs | null
    granted_until: string | null, words: string
    revoked_at: string | null, revoked_by_id: string | null, revoked_words: string, in_school: Flag
  }
  approval_devices: { approval_id: string, device_id: string, goes_empty: Flag, wiped_at: string | null, wiped_by_id: string | null }
  approval_letters: { approval_id: string, letter_id: string }
  deputies: {
    id: string, person_id: string, from_day: string, until_day: string | null, made_at: string, made_by_id: string
    ended_at: string | null, ended_by_id: string | null
  }
  check_files: {
    id: string, format: string, source_hash: string, found: string, at: string, by_id: string | null, applied_at: string | null
  }
  password_resets: {
    id: string, device_id: string, day: string, by_id: string | null, recorded_by_id: string | null, how: ResetHow, at: string
    act_id: string, undone_at: string | null, undone_by_id: string | null, undone_reason: string | null
  }
  password_known_to: { reset_id: string, person_id: string }
}
