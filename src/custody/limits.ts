import type { PersonKind } from '../database/tables.ts'
import type { Reason } from './facts.ts'
import { ONE_OF } from './kind-words.ts'

/** What a kind of person never does with what they borrow, as the school has set it (M20). */
export type Limits = { on_site_only: boolean, same_day: boolean }

export const NO_LIMITS: Limits = { on_site_only: false, same_day: false }

export function limitsOf(kind: PersonKind, { on_site_only_kinds, same_day_kinds }: { on_site_only_kinds: PersonKind[], same_day_kinds: PersonKind[] }): Limits {
  return { on_site_only: on_site_only_kinds.includes(kind), same_day: same_day_kinds.includes(kind) }
}

type LimitFacts = { limits: Limits, borrower: { kind: PersonKind } }

export function onSiteOnly({ limits, borrower, away }: LimitFacts & { away: unknown }): Reason | null {
  if (away === null || !limits.on_site_only) return null
  return { code: 'on-site-only', words: `A ${ONE_OF[borrower.kind]} takes nothing off-site`, mend: 'A member of staff can take it' }
}

/** Days YYYY-MM-DD; whatever is due today by the one function that decides is within the limit. */
export function sameDay({ limits, borrower, due_day, today }: LimitFacts & { due_day: string, today: string }): Reason | null {
  if (!limits.same_day || due_day <= today) return null
  return { code: 'same-day', words: `What a ${ONE_OF[borrower.kind]} borrows is back the same day, and this would not be`, mend: 'Say a time today until which they have it, or let a member of staff take it' }
}
