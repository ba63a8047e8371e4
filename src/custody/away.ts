import type { OffSite } from '../database/tables.ts'
import type { CustodyFacts, Reason } from './facts.ts'
import { oneDevice } from './kind-words.ts'

/** What a device that leaves the school asks beside the rest (M6–M9): plain values of the features that know them. */
export type AwayFacts = {
  rule: OffSite
  /** What is wanting of its encryption check in words; null when it holds or none is needed. */
  check: string | null
  /** Each permission that is wanting, in words. */
  permissions: string[]
  /** When the permission ends (in words) before the device is to be back. */
  permission_ends: string | null
  terms_accepted: boolean
  /** The head lets it go whatever the check and the permission say. */
  overridden: boolean
  /** Before the school's day a wanting check or permission is only a warning. */
  only_warn: boolean
}

type Device = Pick<CustodyFacts, 'code' | 'type_name'>

const STAYS_HERE = { code: 'stays-here', mend: 'Book it out for use in school' }
const NOT_CHECKED = { code: 'not-checked', mend: 'Ask the technician to check it, or take another one' }
const NO_PERMISSION = { code: 'no-permission', mend: 'Ask for permission on its page' }
const PERMISSION_ENDS = { code: 'permission-ends', mend: 'Bring it back sooner, or ask for longer' }
const TERMS: Reason = {
  code: 'terms', words: 'The terms for taking it off-site are not accepted',
  mend: 'Whoever takes it accepts them, signed in or at the desk with badge and PIN',
}

/** Everything at once that stands against a device leaving the school. */
export function reasonsToStay(device: Device, away: AwayFacts): Reason[] {
  const stays = away.rule === 'no' ? [{ ...STAYS_HERE, words: `${oneDevice(device.type_name)} does not leave the school` }] : []
  const held = away.overridden || away.only_warn ? [] : headsReasons(device, away)
  return [...stays, ...held, ...away.terms_accepted ? [] : [TERMS]]
}

/** What is told of although it leaves, while the school's day has not come. */
export function warningsOnLeaving(device: Device, away: AwayFacts): Reason[] {
  return away.only_warn && !away.overridden ? headsReasons(device, away) : []
}

function headsReasons({ code }: Device, { check, permissions, permission_ends }: AwayFacts): Reason[] {
  return [
    ...check === null ? [] : [{ ...NOT_CHECKED, words: `Encryption of ${code}: ${check}` }],
    ...permissions.map((words) => ({ ...NO_PERMISSION, words })),
    ...permission_ends === null ? [] : [{ ...PERMISSION_ENDS, words: `The permission ends ${permission_ends}` }],
  ]
}

/** Whether the head alone may override it, with a reason and never for oneself. */
export function isHeads({ code }: Pick<Reason, 'code'>): boolean {
  return [NOT_CHECKED, NO_PERMISSION, PERMISSION_ENDS].some((one) => one.code === code)
}

/** What the head's override let go: the codes of what would have held it back otherwise. */
export function overriddenBy(device: Device, away: AwayFacts): string[] {
  return away.overridden && !away.only_warn ? headsReasons(device, away).map(({ code }) => code) : []
}
