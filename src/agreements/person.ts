import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { sayFor } from '../http/say.ts'
import { standingFor, standingWords } from './standing.ts'
import { listSignaturesOf } from './store.ts'

const HOW = { 'own account': 'on their own account', reception: 'at reception', paper: 'on paper' }

/** What a person's page says of the agreement: where they stand, and what they signed. */
export async function agreementOf(db: Db, personId: string, now: Date) {
  const standing = await standingFor(db, personId, now)
  const signatures = (await listSignaturesOf(db, personId)).map((signature) => ({ ...signature, signed_day: dayOf(signature.signed_at), how_words: HOW[signature.how] }))
  return { standing: standing.standing, words: standingWords(standing, sayFor(now).day), agreement_id: 'agreement_id' in standing ? standing.agreement_id : null, signatures }
}
