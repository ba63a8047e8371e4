import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { type Standing, standingOn } from './rules.ts'
import { listVersionsFor } from './store.ts'

/** Where one person stands with the agreement now. */
export async function standingFor(db: Db, personId: string, now: Date): Promise<Standing> {
  return standingOn(await listVersionsFor(db, personId), dayOf(now))
}

/** In a few words, for a person's page and lists; `day` says a day. */
export function standingWords(standing: Standing, day: (day: string) => string): string {
  switch (standing.standing) {
    case 'signed': return `Signed ${day(standing.signed_on)}${standing.until ? `, counts until ${day(standing.until)}` : ''}`
    case 'renew': return `To be signed again, last signed ${day(standing.signed_on)}`
    case 'not signed': return 'Not signed'
    case 'not asked': return 'Not asked for'
  }
}
