import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import type { SealKey } from './seal.ts'
import { deleteAuthenticator, deleteSecondStep, findAuthenticator, writeSecret } from './store.ts'
import { newSecret } from './totp.ts'

/** A new secret for an account that has no authenticator of use yet; it counts once a code of it has been typed. */
export async function beginSetUp(db: Db, key: SealKey, accountId: string): Promise<void> {
  const secret = await newSecret()
  await act(db, async (db) => {
    if ((await findAuthenticator(db, key, accountId))?.secret === null) await deleteAuthenticator(db, accountId)
    await writeSecret(db, key, accountId, secret)
  })
}

/** The account's owner does without a second step. */
export function doWithout(db: Db, own: { id: string, person_id: string }, now: Date): Promise<void> {
  return act(db, async (db) => {
    if (!await deleteSecondStep(db, own.id)) return
    await record(db, { person_id: own.person_id, desk_id: null }, now, { verb: 'second step.removed', subject: 'person', subject_id: own.person_id })
  })
}
