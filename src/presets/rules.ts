import type { Flag, OffSite, PersonKind } from '../database/tables.ts'
import { fold } from '../text/fold.ts'
import { presetOf } from './presets.ts'
import type { Preset, PresetId, PresetKey, PresetSettings, TypeName, TypeRule } from './shape.ts'

/** The rules of a type that a preset speaks of. */
export type TypeRules = {
  off_site: OffSite, not_for: readonly PersonKind[], holds_data: Flag, encryption: string | null, check_days: number | null, password_reset: Flag
}
export type TypeNow = TypeRules & { id: string, name: string, search_name: string }

/** A school as it stands; `preset` is the one it chose, null for the one that every school begins with. */
export type Standing = { preset: PresetId | null, settings: PresetSettings, types: readonly TypeNow[] }

export type SettingChange = { key: PresetKey, now: PresetSettings[PresetKey], then: PresetSettings[PresetKey] }
export type TypeChange = { id: string, name: string, now: TypeRules, then: TypeRules }
export type Changes = { settings: SettingChange[], types: TypeChange[] }

/** What a preset would change in a school; what stays the same is not in it, nor is what the preset does not speak of. */
export function changesTo(preset: Preset, standing: Standing): Changes {
  return { settings: settingChanges(preset, standing), types: typeChanges(preset, standing) }
}

function settingChanges(preset: Preset, { settings }: Standing): SettingChange[] {
  const keys = Object.keys(preset.settings) as PresetKey[]
  return keys.map((key) => ({ key, now: settings[key], then: preset.settings[key] })).filter(({ now, then }) => JSON.stringify(now) !== JSON.stringify(then))
}

function typeChanges(preset: Preset, { preset: from, types }: Standing): TypeChange[] {
  return types.flatMap((type) => {
    const [rule, before] = [ruleOf(preset, type), ruleOf(presetOf(from), type)]
    if (!rule) return []
    const [now, then] = [rulesOf(type), rulesThen(type, rule, before)]
    return isSame(now, then) ? [] : [{ id: type.id, name: type.name, now, then }]
  })
}

/** A type is known by its name: one that the school renamed or added is its own, and no preset speaks of it. */
export function ruleOf(preset: Preset, { search_name }: Pick<TypeNow, 'search_name'>): TypeRule | undefined {
  const names = Object.keys(preset.types) as TypeName[]
  const name = names.find((one) => fold(one) === search_name)
  return name && preset.types[name]
}

export function rulesOf({ off_site, not_for, holds_data, encryption, check_days, password_reset }: TypeNow): TypeRules {
  return { off_site, not_for: not_for.toSorted(), holds_data, encryption, check_days, password_reset }
}

const YEAR = 365

function rulesThen(type: TypeNow, rule: TypeRule, before: TypeRule | undefined): TypeRules {
  const now = rulesOf(type)
  const encryption = encryptionThen(now.encryption, rule, before)
  return {
    off_site: rule.off_site, not_for: rule.not_for.toSorted(), encryption, password_reset: rule.password_reset ?? now.password_reset,
    ...encryption === null ? { holds_data: now.holds_data, check_days: now.check_days } : { holds_data: 1, check_days: now.check_days ?? YEAR },
  }
}

/** What the school agreed on itself stays, unless the preset names a product; one that only the earlier preset named goes with it. */
function encryptionThen(now: string | null, { encrypted }: TypeRule, before: TypeRule | undefined): string | null {
  if (encrypted === undefined) return now
  if (typeof encrypted === 'string') return encrypted
  return now === null || now === before?.encrypted ? encrypted.usually : now
}

function isSame(a: TypeRules, b: TypeRules): boolean {
  return JSON.stringify(Object.entries(a).toSorted()) === JSON.stringify(Object.entries(b).toSorted())
}

/** How a school stands to the preset that it is on. */
export function standingWords(differences: number): string {
  if (differences === 0) return 'as they stand'
  return differences === 1 ? 'with one difference' : `with ${differences} differences`
}
