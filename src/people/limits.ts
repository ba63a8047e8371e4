import { type Limits, limitsOf, NO_LIMITS } from '../custody/limits.ts'
import type { Db } from '../database/open.ts'
import type { PersonKind } from '../database/tables.ts'
import { readSettings } from '../settings/store.ts'

/** The limits of a kind of person; staff have none. */
export async function readLimits(db: Db, kind: PersonKind): Promise<Limits> {
  return kind === 'staff' ? NO_LIMITS : limitsOf(kind, await readSettings(db))
}
