import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import { agreementFact } from './rules.ts'
import { standingFor } from './standing.ts'
import { findFirstAccount } from './store.ts'

type Holder = { id: string, person_id: string }

/**
 * The version that an account's owner has to sign before the account is of any use (M11), or null. The account that set the
 * school up is never shut out: somebody has to be able to put a slip right.
 */
export async function signatureBefore(db: Db, { id, person_id }: Holder, settings: Settings, now: Date): Promise<string | null> {
  if (!settings.agreement_before_account) return null
  const standing = await standingFor(db, person_id, now)
  if (!('agreement_id' in standing) || agreementFact(standing, dayOf(now), settings.agreement_warn_until) !== 'unsigned') return null
  return await findFirstAccount(db) === id ? null : standing.agreement_id
}

const OPEN = [
  '/account', '/sign-in', '/sign-out', '/agreements/*/sign', '/agreements/*/file', '/set-up', '/demonstration', '/healthz', '/robots.txt',
  '/forgotten', '/new-password', '/t', '/certificate',
]

/** Whether a path can be had before signing: one's own account, the agreement, and what anybody may have. */
export function isOpenToAll(path: string): boolean {
  const parts = path.split('/')
  return OPEN.some((open) => open.split('/').every((part, i) => part === '*' || part === parts[i]))
}
