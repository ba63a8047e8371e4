import { NOT_STAFF } from '../approvals/in-school/rules.ts'
import { PLURALS } from '../device-types/rules.ts'
import { conditionWords } from '../personal-devices/rules.ts'
import type { Changes, TypeChange, TypeRules } from './rules.ts'
import type { Keeping, PresetKey, PresetSettings } from './shape.ts'

type Worded<K extends PresetKey> = { label: string, href: string, say: (value: PresetSettings[K]) => string }

const WHOSE = { lead: 'the computing lead’s', head: 'the head’s' }

function whoNeedsPermission(byKind: PresetSettings['permission_to_borrow']): string {
  const kinds = NOT_STAFF.flatMap((kind) => (byKind[kind] ? [`${PLURALS[kind]} with ${WHOSE[byKind[kind]]}`] : []))
  return kinds.join(', ') || 'nobody'
}

const yes = (value: boolean) => (value ? 'yes' : 'no')

/** Every setting of the presets as its page words it, and where that page is. */
const SETTINGS_IN_WORDS: { [K in PresetKey]: Worded<K> } = {
  agreement_before_account: { label: 'An account is of no use before its owner has signed', href: '/settings/agreements', say: yes },
  unsigned_may: {
    label: 'Whoever has not signed may borrow', href: '/settings/agreements',
    say: (value) => ({ 'borrow': 'everything', 'borrow here': 'what stays in school', 'nothing': 'nothing' })[value],
  },
  permission_to_borrow: { label: 'Who borrows in school only with permission', href: '/settings/approvals', say: whoNeedsPermission },
  ask_personal_data: { label: 'Carrying personal data out of school needs the head’s permission', href: '/settings/approvals', say: yes },
  ask_video_calls: { label: 'Video calls out of school need the head’s permission', href: '/settings/approvals', say: yes },
  return_checklist: { label: 'What comes back is asked about: logged off, nothing of children left on it', href: '/settings/off-site', say: yes },
  keepers_standing_yes: { label: 'What an adult looks after goes home with them without being asked', href: '/settings', say: yes },
  password_reset_every: {
    label: 'Passwords of devices are reset', href: '/settings/password-resets',
    say: (value) => ({ 'half-term': 'every half-term', 'term': 'every term', 'off': 'not at fixed times' })[value],
  },
  personal_devices: {
    label: 'Adults declare devices of their own', href: '/settings/personal-devices',
    say: (value) => ({ off: 'no', declared: 'yes', lead: 'yes, and use them once the computing lead has said yes', head: 'yes, and use them once the head has said yes' })[value],
  },
  personal_device_conditions: { label: 'Of a device of their own has to be true', href: '/settings/personal-devices', say: (value) => conditionWords(value) || 'nothing' },
  master_passwords: { label: 'Who holds each master password is written down', href: '/settings', say: yes },
  password_known_to: { label: 'Who else knows a device’s password is written down', href: '/settings/password-resets', say: yes },
}

/** `of` is what the change belongs to: a page of settings or a type. */
export type Line = { of: string, href: string, now: string, then: string }

export function linesOf({ settings, types }: Changes): Line[] {
  return [...settings.map(({ key, now, then }) => settingLine(key, now, then)), ...types.flatMap(typeLines)]
}

function settingLine<K extends PresetKey>(key: K, now: PresetSettings[PresetKey], then: PresetSettings[PresetKey]): Line {
  const { label, href, say } = SETTINGS_IN_WORDS[key]
  return { of: label, href, now: say(now as PresetSettings[K]), then: say(then as PresetSettings[K]) }
}

const LEAVES = { no: 'no', yes: 'yes', lead: 'if the computing lead says yes', head: 'if the head teacher says yes' } as const

const TYPE_RULES: readonly { label: string, say: (rules: TypeRules) => string }[] = [
  { label: 'may it leave the school', say: ({ off_site }) => LEAVES[off_site] },
  { label: 'it is not lent to', say: ({ not_for }) => (not_for.length === 0 ? 'anybody may borrow it' : not_for.map((kind) => PLURALS[kind]).join(' or ')) },
  { label: 'has to be encrypted with', say: ({ encryption }) => encryption ?? 'nothing' },
  { label: 'a check of that lasts', say: ({ check_days }) => (check_days === null ? 'not said' : `${check_days} days`) },
  { label: 'it can keep the school’s data', say: ({ holds_data }) => yes(holds_data === 1) },
  { label: 'its password is reset', say: ({ password_reset }) => yes(password_reset === 1) },
]

function typeLines({ id, name, now, then }: TypeChange): Line[] {
  return TYPE_RULES.filter(({ say }) => say(now) !== say(then))
    .map(({ label, say }) => ({ of: `${name}: ${label}`, href: `/settings/types/${id}`, now: say(now), then: say(then) }))
}

export type Kept = { how: string, words: string, href: string | null }

/** Who sees to a clause, in words; `settings` are as the preset has them. */
export function keptWords(kept: Keeping, settings: PresetSettings): Kept {
  if ('setting' in kept) return { how: 'Setting', ...settingKept(kept.setting, settings) }
  if ('types' in kept) return { how: 'Type of device', words: `The rules of ${listed(kept.types)}`, href: '/settings/types' }
  if ('always' in kept) return { how: 'Kitbook', words: kept.always, href: null }
  if ('people' in kept) return { how: 'People', words: kept.people, href: null }
  return { how: 'Not yet in Kitbook', words: kept.later, href: null }
}

function settingKept<K extends PresetKey>(key: K, settings: PresetSettings) {
  const { label, href, say } = SETTINGS_IN_WORDS[key]
  return { words: `${label}: ${say(settings[key])}`, href }
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
