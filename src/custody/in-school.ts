import type { DecidedAs } from '../database/tables.ts'
import type { Reason } from './facts.ts'

/** Whose permission to borrow at all is wanting; before the school's day that is only a warning (M7). */
export type Unpermitted = { by: DecidedAs, only_warn: boolean }

type Facts = { unpermitted: Unpermitted | null }

/** What stands against somebody borrowing whom the school lets borrow only by permission. */
export function withoutPermission({ unpermitted }: Facts): Reason | null {
  return unpermitted === null || unpermitted.only_warn ? null : notPermittedBy(unpermitted)
}

/** The same while it is not held against them yet. */
export function warningsOfPermission({ unpermitted }: Facts): Reason[] {
  return unpermitted?.only_warn ? [notPermittedBy(unpermitted)] : []
}

function notPermittedBy({ by }: Unpermitted): Reason {
  const who = by === 'head' ? 'head teacher' : 'computing lead'
  return { code: 'not-permitted', words: `The ${who} has not permitted them to borrow`, mend: 'A member of staff asks for it under Permissions' }
}
