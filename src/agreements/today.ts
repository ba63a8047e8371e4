import type { Account } from '../auth/account.ts'
import { sayFor } from '../http/say.ts'
import type { Db } from '../database/open.ts'
import { isMissing } from './rules.ts'
import { standingFor, standingWords, unsignedOf } from './standing.ts'

/** `mine`: the version that is still to be signed by oneself; `in_all`: to the office, how many adults have not (M11). */
export type TodayUnsigned = { mine: { agreement_id: string, words: string } | null, in_all: number }

export async function unsignedFor(db: Db, { person_id, roles }: Account, now: Date): Promise<TodayUnsigned> {
  const standing = await standingFor(db, person_id, now)
  return {
    mine: isMissing(standing) ? { agreement_id: standing.agreement_id, words: standingWords(standing, sayFor(now).day) } : null,
    in_all: roles.includes('office') ? (await unsignedOf(db, null, now)).size : 0,
  }
}
