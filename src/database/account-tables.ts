import type { ReviewDecision } from './words.ts'

/** How people come in beside a password. */
export type AccountTables = {
  /** Keyed on who vouches and whom for, never on an address. */
  provider_subjects: { issuer: string, subject: string, account_id: string, linked_at: string }
  /** `shown`: how the provider names the account, to be read before the yes. */
  provider_arrivals: { token_hash: string, issuer: string, subject: string, shown: string, account_id: string, ends_at: string }
  /** `last_step`: the half minute whose code was used last. */
  authenticators: {
    account_id: string, secret: string, confirmed_at: string | null, last_step: number, failures: number, locked_until: string | null
  }
  /** The public half of a key that never leaves somebody's device; `credential` is the name that the device gave it. */
  passkeys: {
    id: string, account_id: string, credential: string, public_key: string, counter: number, name: string, made_at: string, last_used_at: string | null
  }
  recovery_codes: { code_hash: string, account_id: string, used_at: string | null }
  sign_ins: { account_id: string, last_at: string }
  access_review_lines: {
    id: string, term: string, term_name: string, account_id: string, person_id: string, roles: string, account_since: string
    last_used_at: string | null, decision: ReviewDecision, decided_at: string, decided_by_id: string
  }
  half_sign_ins: { token_hash: string, account_id: string, next: string, ends_at: string, challenge: string }
}
