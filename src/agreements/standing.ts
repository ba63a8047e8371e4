import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { isMissing, type Standing, standingOn } from './rules.ts'
import { listVersionsFor, listVersionsHere } from './store.ts'

/** Where one person stands with the agreement now. */
export async function standingFor(db: Db, personId: string, now: Date): Promise<Standing> {
  return standingOn(await listVersionsFor(db, personId), dayOf(now))
}

/** Which of some people, or of everybody (null), are asked for a signature and have none that counts; who is not here is not asked. */
export async function unsignedOf(db: Db, personIds: string[] | null, now: Date): Promise<Set<string>> {
  const today = dayOf(now)
  const versions = [...await listVersionsHere(db, personIds, today)]
  return new Set(versions.filter(([, theirs]) => isMissing(standingOn(theirs, today))).map(([id]) => id))
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
