import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { act, isUniqueViolation } from '../../database/act.ts'
import type { Db } from '../../database/open.ts'
import { record } from '../../events/record.ts'
import { countRecoveryCodes, replaceRecoveryCodes } from '../store.ts'
import { hashOf, newRecoveryCodes } from '../recovery.ts'
import { countSigned, passkeyMade } from './ceremony.ts'
import type { Home } from './origin.ts'
import { countUse, deletePasskey, insertPasskey, listPasskeys } from './store.ts'

type Owner = { id: string, person_id: string }
type Asked = { home: Home, challenge: string }

/** Whether one of the account's passkeys signed the question; each answer counts once. */
export async function passkeySigns(db: Db, accountId: string, answer: AuthenticationResponseJSON, asked: Asked, now: Date): Promise<boolean> {
  const passkey = (await listPasskeys(db, accountId)).find(({ credential }) => credential === answer.id)
  const count = passkey ? await countSigned(answer, asked, passkey) : null
  return passkey !== undefined && count !== null && await countUse(db, passkey, count, now)
}

/** Adds the passkey that a browser made. Whoever has no recovery codes yet gets ten, which nobody sees again; null: it is none. */
export async function addPasskey(db: Db, owner: Owner, answer: RegistrationResponseJSON, asked: Asked, name: string, now: Date): Promise<{ codes: string[] } | null> {
  const made = await passkeyMade(answer, asked.home, asked.challenge)
  if (!made) return null
  const codes = newRecoveryCodes()
  return act(db, async (db) => {
    await insertPasskey(db, { account_id: owner.id, name, ...made }, now)
    await record(db, { person_id: owner.person_id, desk_id: null }, now, { verb: 'second step.passkey added', subject: 'person', subject_id: owner.person_id })
    if (await countRecoveryCodes(db, owner.id) > 0) return { codes: [] }
    await replaceRecoveryCodes(db, owner.id, codes.map(hashOf))
    return { codes }
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) return null
    throw error
  })
}

/** False when there is no such passkey. */
export function removePasskey(db: Db, owner: Owner, id: string, now: Date): Promise<boolean> {
  return act(db, async (db) => {
    if (!await deletePasskey(db, owner.id, id)) return false
    await record(db, { person_id: owner.person_id, desk_id: null }, now, { verb: 'second step.passkey removed', subject: 'person', subject_id: owner.person_id })
    return true
  })
}
