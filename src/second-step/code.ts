import { countTry, forgetTries } from '../accounts/tries.ts'
import { tokenHash } from '../auth/passwords.ts'
import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import { hashOf, newRecoveryCodes } from './recovery.ts'
import { understood } from './rules.ts'
import type { SealKey } from './seal.ts'
import { findAuthenticator, replaceRecoveryCodes, setConfirmed, useRecoveryCode, useStep } from './store.ts'
import { stepOf } from './totp.ts'

export type CodeAnswer = 'right' | 'wrong' | 'locked' | 'sealed'
type Owner = { id: string, person_id: string }

/**
 * Whether this is a code of the account's authenticator that nobody has used, or one of its recovery codes, which is used up.
 * Five wrong ones lock both for a quarter of an hour. `sealed`: no code of the authenticator can be checked with this key.
 */
export async function codeMatches(db: Db, key: SealKey, owner: Owner, typed: string, now: Date): Promise<CodeAnswer> {
  const known = understood(typed)
  if (known?.kind === 'code' && (await findAuthenticator(db, key, owner.id))?.secret === null) return 'sealed'
  const tried = await countTry(db, 'authenticators', owner.id, now)
  if (!tried) return 'locked'
  const right = known?.kind === 'recovery' ? await isRecoveryCode(db, owner, known.text, now)
    : known !== null && await isFreshCode(db, key, owner.id, known.text, now, true)
  if (!right) return tried.locked_until ? 'locked' : 'wrong'
  await forgetTries(db, 'authenticators', owner.id)
  return 'right'
}

function isRecoveryCode(db: Db, owner: Owner, text: string, now: Date): Promise<boolean> {
  return act(db, async (db) => {
    if (!await useRecoveryCode(db, owner.id, tokenHash(text), now)) return false
    await record(db, { person_id: owner.person_id, desk_id: null }, now, { verb: 'second step.recovery code used', subject: 'person', subject_id: owner.person_id })
    return true
  })
}

/** A code counts once: whoever reads it over a shoulder, or catches it on its way, cannot use it again. */
async function isFreshCode(db: Db, key: SealKey, accountId: string, code: string, now: Date, confirmed: boolean): Promise<boolean> {
  const authenticator = await findAuthenticator(db, key, accountId)
  if (!authenticator?.secret || (authenticator.confirmed_at !== null) !== confirmed) return false
  const step = await stepOf(authenticator.secret, code, now)
  return step !== null && await useStep(db, accountId, step)
}

/** Sets an authenticator up with its first code. The answer holds ten recovery codes, which nobody sees again. */
export async function confirmAuthenticator(db: Db, key: SealKey, owner: Owner, typed: string, now: Date): Promise<{ codes: string[] } | 'wrong' | 'locked'> {
  const known = understood(typed)
  const tried = await countTry(db, 'authenticators', owner.id, now)
  if (!tried) return 'locked'
  const right = known?.kind === 'code' && await isFreshCode(db, key, owner.id, known.text, now, false)
  if (!right) return tried.locked_until ? 'locked' : 'wrong'
  await forgetTries(db, 'authenticators', owner.id)
  const codes = newRecoveryCodes()
  await act(db, async (db) => {
    await setConfirmed(db, owner.id, now)
    await replaceRecoveryCodes(db, owner.id, codes.map(hashOf))
    await record(db, { person_id: owner.person_id, desk_id: null }, now, { verb: 'second step.set up', subject: 'person', subject_id: owner.person_id })
  })
  return { codes }
}

/** Ten new recovery codes; the earlier ones are of no use any more. */
export async function renewRecoveryCodes(db: Db, owner: Owner, now: Date): Promise<string[]> {
  const codes = newRecoveryCodes()
  await act(db, async (db) => {
    await replaceRecoveryCodes(db, owner.id, codes.map(hashOf))
    await record(db, { person_id: owner.person_id, desk_id: null }, now, { verb: 'second step.recovery codes renewed', subject: 'person', subject_id: owner.person_id })
  })
  return codes
}
