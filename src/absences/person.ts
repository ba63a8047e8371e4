import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { type AbsenceLine, linesOf, STANDING_WORDS } from './list.ts'
import { findOpenOf } from './store.ts'

/** What a person's page says: the return that is awaited, or that one can be arranged. */
export type PersonReturn = { open: AbsenceLine | null, words: string, may_arrange: boolean }

export async function returnOf(db: Db, viewer: Account, personId: string, now: Date): Promise<PersonReturn> {
  const row = await findOpenOf(db, personId)
  const [line] = row ? await linesOf(db, [row], dayOf(now)) : []
  const open = line && line.standing !== 'all back' ? line : null
  return { open, words: open ? STANDING_WORDS[open.standing] : '', may_arrange: can(viewer.roles, 'arrange-returns') && viewer.person_id !== personId }
}
