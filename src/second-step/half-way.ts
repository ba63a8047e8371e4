import { newToken, tokenHash } from '../auth/passwords.ts'
import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import type { Home } from './passkeys/origin.ts'
import { halfWayEnds, nextStep, type Way } from './rules.ts'
import type { SealKey } from './seal.ts'
import { type findHalf, insertHalf, readStepFacts, writeSecret } from './store.ts'
import { newSecret } from './totp.ts'

/** Somebody who has taken the first step, where their browser may use passkeys, and whether they have a second step already. */
export type HalfWay = { half: NonNullable<Awaited<ReturnType<typeof findHalf>>>, home: Home | null, set_up: boolean }

type OfSchool = { settings: Pick<Settings, 'second_step_roles' | 'provider_is_second_step'>, sealKey: SealKey }

/**
 * After the first step: null where nothing more is asked, else a token for the browser that stands half-way in. Whoever has to
 * set up an authenticator gets a secret of their own each time.
 */
export async function halfWay(db: Db, account: { id: string, person_id: string }, way: Way, { settings, sealKey }: OfSchool, next: string, now: Date): Promise<string | null> {
  const facts = await readStepFacts(db, account)
  const step = nextStep({ ...facts, way, named: settings.second_step_roles, provider_counts: settings.provider_is_second_step })
  if (step === 'in') return null
  const [token, secret] = [newToken(), await newSecret()]
  await act(db, async (db) => {
    if (step === 'set up') await writeSecret(db, sealKey, account.id, secret)
    await insertHalf(db, { token_hash: tokenHash(token), account_id: account.id, next, ends_at: halfWayEnds(now), challenge: newToken() })
  })
  return token
}
