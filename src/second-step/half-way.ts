import { newToken, tokenHash } from '../auth/passwords.ts'
import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import { halfWayEnds, nextStep, type Way } from './rules.ts'
import { insertHalf, readStepFacts, writeSecret } from './store.ts'
import { newSecret } from './totp.ts'

type Steps = Pick<Settings, 'second_step_roles' | 'provider_is_second_step'>

/**
 * After the first step: null where nothing more is asked, else a token for the browser that stands half-way in. Whoever has to
 * set up an authenticator gets a secret of their own each time.
 */
export async function halfWay(db: Db, account: { id: string, person_id: string }, way: Way, settings: Steps, next: string, now: Date): Promise<string | null> {
  const facts = await readStepFacts(db, account)
  const step = nextStep({ ...facts, way, named: settings.second_step_roles, provider_counts: settings.provider_is_second_step })
  if (step === 'in') return null
  const [token, secret] = [newToken(), await newSecret()]
  await act(db, async (db) => {
    if (step === 'set up') await writeSecret(db, account.id, secret)
    await insertHalf(db, tokenHash(token), account.id, next, halfWayEnds(now))
  })
  return token
}
