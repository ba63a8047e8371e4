import type { OffSite, OutOfUseBecause } from '../database/tables.ts'

/** Everything custody needs to know about one device at one moment; instants UTC ISO. */
export type CustodyFacts = {
  device_id: string, code: string, type_name: string, off_site_rule: OffSite, place: string
  set_id: string | null, set_name: string | null, slot: number | null
  loan_id: string | null, borrower_id: string | null, borrower: string | null, answers_id: string | null
  answers: string | null, class_id: string | null, class_name: string | null, purpose: string | null
  taken_at: string | null, due_at: string | null, off_site: number | null, out_desk_id: string | null
  keeper_id: string | null, keeper: string | null, kept_since: string | null
  because: OutOfUseBecause | null, out_of_use_since: string | null
  /** Since when it is not back: the close of the earliest end-of-day check that missed it and after which nobody has seen it. */
  not_back_since: string | null
  created_at: string
}

/** Why a device cannot be lent to somebody; each says what mends it. */
export type Reason = { code: string, words: string, mend: string }
