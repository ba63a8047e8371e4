import type { DecidedAs } from './words.ts'

/** Small registers beside the devices: adults' own devices, and who holds which master password. */
export type RegisterTables = {
  personal_devices: {
    id: string, person_id: string, device: string, used_for: string
    /** Which of the school's conditions they said are met, by their words with spaces between. */
    conditions: string
    from_day: string, until_day: string | null, declared_at: string, needs: 'nobody' | DecidedAs
    authorised_at: string | null, authorised_by_id: string | null, authorised_as: DecidedAs | null
    withdrawn_at: string | null, withdrawn_by_id: string | null
  }
  master_passwords: { id: string, name: string, search_name: string, made_at: string, ended_at: string | null }
  master_password_holders: { id: string, master_password_id: string, person_id: string, from_day: string, until_day: string | null }
}
