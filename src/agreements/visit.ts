import { newToken, tokenHash } from '../auth/passwords.ts'
import { act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { type Signed, signIn } from './sign.ts'

/** A supply teacher at reception has half an hour; two minutes are enough. */
export const VISIT_MS = 30 * 60_000

export type Visit = { id: string, person_id: string, agreement_id: string, opened_by_id: string, signed_at: string | null, name: string, job_title: string }

/** Hands a machine over to one person, to sign one version and nothing else; the token is for its browser only (M20). */
export function openVisit(db: Db, visit: { person_id: string, agreement_id: string, actor: Actor & { person_id: string } }, now: Date): Promise<string> {
  const { actor, ...whatFor } = visit
  const token = newToken()
  return act(db, async (db) => {
    const ends_at = new Date(now.getTime() + VISIT_MS).toISOString()
    await db.deleteFrom('signing_visits').where('ends_at', '<', now.toISOString()).execute()
    await db.insertInto('signing_visits').values({ ...whatFor, id: newId(), token_hash: tokenHash(token), opened_by_id: actor.person_id, ends_at, signed_at: null }).execute()
    await record(db, actor, now, { verb: 'agreement.handed-over', subject: 'person', subject_id: visit.person_id, data: { agreement_id: visit.agreement_id } })
    return token
  })
}

/** Whoever a machine is handed over to, or null once its time is over. */
export async function findVisit(db: Db, token: string | undefined, now: Date): Promise<Visit | null> {
  if (token === undefined) return null
  const found = await db.selectFrom('signing_visits as v').innerJoin('people as p', 'p.id', 'v.person_id')
    .select(['v.id', 'v.person_id', 'v.agreement_id', 'v.opened_by_id', 'v.signed_at', 'p.name', 'p.job_title'])
    .where('v.token_hash', '=', tokenHash(token)).where('v.ends_at', '>', now.toISOString()).executeTakeFirst()
  return found ?? null
}

/** Signs what the machine was handed over for; after that it signs nothing more. Throws KeyReused. */
export function signVisit(db: Db, key: string, visit: Visit, fields: { full_name: string, job_title: string }, now: Date): Promise<Signed> {
  const { id, agreement_id, person_id, opened_by_id } = visit
  return actOnce(db, key, { id, ...fields }, now, async (db) => {
    const signed = await signIn(db, { ...fields, agreement_id, person_id, how: 'reception', recorded_by_id: opened_by_id }, now)
    if ('signature_id' in signed) await db.updateTable('signing_visits').set({ signed_at: now.toISOString() }).where('id', '=', id).execute()
    return signed
  }, (signed) => 'signature_id' in signed)
}
