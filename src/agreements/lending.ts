import type { Agreement, UnsignedMay } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'
import { readSettings } from '../settings/store.ts'
import { agreementFact, standingOn } from './rules.ts'
import { listVersionsFor } from './store.ts'

/** What lending has to know of a borrower's signature on a day (YYYY-MM-DD); the settings only of somebody who lacks one. */
export async function readAgreementFacts(db: Db, personId: string, today: string): Promise<{ agreement: Agreement, unsigned_may: UnsignedMay }> {
  const standing = standingOn(await listVersionsFor(db, personId), today)
  if (agreementFact(standing, today, null) === 'signed') return { agreement: 'signed', unsigned_may: 'borrow here' }
  const { unsigned_may, agreement_warn_until } = await readSettings(db)
  return { agreement: agreementFact(standing, today, agreement_warn_until), unsigned_may }
}
