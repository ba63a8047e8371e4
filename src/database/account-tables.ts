/** How people come in beside a password. */
export type AccountTables = {
  /** Keyed on who vouches and whom for, never on an address. */
  provider_subjects: { issuer: string, subject: string, account_id: string, linked_at: string }
  /** `shown`: how the provider names the account, to be read before the yes. */
  provider_arrivals: { token_hash: string, issuer: string, subject: string, shown: string, account_id: string, ends_at: string }
}
