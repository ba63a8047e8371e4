import type { Flag, OffSite, PersonKind, Renewal } from '../database/tables.ts'
import type { Settings } from '../settings/store.ts'

export type PresetId = NonNullable<Settings['preset']>

/** The settings that the policies speak of; every other one is the school's own, whatever its policy. */
export type PresetKey =
  | 'agreement_before_account' | 'unsigned_may' | 'permission_to_borrow' | 'ask_personal_data' | 'ask_video_calls' | 'return_checklist'
  | 'keepers_standing_yes' | 'password_reset_every' | 'password_known_to' | 'personal_devices' | 'personal_device_conditions'
  | 'master_passwords'
export type PresetSettings = Pick<Settings, PresetKey>

/** The types that every school begins with; a preset speaks of no other. */
export type TypeName =
  | 'Laptop' | 'iPad' | 'Chromebook' | 'Camera' | 'Video camera' | 'Robot' | 'Data logger' | 'Encrypted USB pen' | 'Video-conferencing kit'

/**
 * What a policy says of one type. `encrypted`: with this very product, or with whichever the school agreed on, which where it
 * has agreed on none is the usual one. What is not named stays as the school has it.
 */
export type TypeRule = { off_site: OffSite, not_for: readonly PersonKind[], encrypted?: string | { usually: string }, password_reset?: Flag }

/** Who or what sees to it that a clause is kept. */
export type Keeping =
  | { setting: PresetKey }
  | { types: readonly TypeName[] }
  /** Kitbook does it in every school; in words, where. */
  | { always: string }
  /** Nothing that a program can see to. */
  | { people: string }
  /** What Kitbook does not do yet. */
  | { later: string }

/** A rule of the policy in our own words, and the requirement of Kitbook's (M1–M28) that it stands behind. */
export type Clause = { id: string, words: string, kept: Keeping }

export type Preset = {
  id: PresetId, name: string, about: string
  settings: PresetSettings
  types: Record<TypeName, TypeRule>
  /** How a school's first agreement is proposed: who signs it, and when again (M11). */
  agreement: { kinds: readonly PersonKind[], renewal: Renewal }
  clauses: readonly Clause[]
}
