import { hashSecret, secretMatches } from '../auth/passwords.ts'
import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import { findPin, removePin, writePin } from './pin-store.ts'
import { countTry, forgetTries } from './tries.ts'

export type PinAnswer = 'right' | 'wrong' | 'locked' | 'not set'

/**
 * Whether this is the person's PIN: with a badge it proves at a desk who stands there (M6). Five wrong ones lock it for
 * a quarter of an hour. Not to be called inside an act: it hashes for some 20 ms.
 */
export async function pinMatches(db: Db, personId: string, pin: string, now: Date): Promise<PinAnswer> {
  const tried = await countTry(db, 'pins', personId, now)
  const set = await findPin(db, personId)
  if (!tried) return set ? 'locked' : 'not set'
  if (!await secretMatches(pin, set?.pin_hash)) return tried.locked_until ? 'locked' : 'wrong'
  await forgetTries(db, 'pins', personId)
  return 'right'
}

/** Sets or replaces one's own PIN; it is kept as an Argon2id hash only. */
export async function setPin(db: Db, personId: string, pin: string, now: Date): Promise<void> {
  const pinHash = await hashSecret(pin)
  await act(db, async (db) => {
    await writePin(db, personId, pinHash, now)
    await record(db, { person_id: personId, desk_id: null }, now, { verb: 'pin.set', subject: 'person', subject_id: personId })
  })
}

export function takePinAway(db: Db, personId: string, now: Date): Promise<void> {
  return act(db, async (db) => {
    await removePin(db, personId)
    await record(db, { person_id: personId, desk_id: null }, now, { verb: 'pin.removed', subject: 'person', subject_id: personId })
  })
}
