import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import { deleteSecondStep, writeSecret } from './store.ts'
import { newSecret } from './totp.ts'

/** A new secret for an account that has no authenticator yet; it counts once a code of it has been typed. */
export async function beginSetUp(db: Db, accountId: string): Promise<void> {
  const secret = await newSecret()
  await act(db, (db) => writeSecret(db, accountId, secret))
}

/** The account's owner does without a second step. */
export function doWithout(db: Db, own: { id: string, person_id: string }, now: Date): Promise<void> {
  return act(db, async (db) => {
    if (!await deleteSecondStep(db, own.id)) return
    await record(db, { person_id: own.person_id, desk_id: null }, now, { verb: 'second step.removed', subject: 'person', subject_id: own.person_id })
  })
}
