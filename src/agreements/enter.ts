import { act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { PersonKind, Renewal } from '../database/tables.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { hashOf, type Shown } from './hash.ts'
import { endAgreement, insertAgreement } from './store.ts'

export type NewVersion = Shown & { from_day: string, renewal: Renewal, kinds: PersonKind[], actor: Actor }

/** Enters a version of the acceptable-use policy, once for a form's key (M11). Throws KeyReused. */
export function enterVersion(db: Db, key: string, { kinds, actor, ...version }: NewVersion, now: Date): Promise<{ id: string }> {
  const text_hash = hashOf(version)
  const { from_day, renewal } = version
  return actOnce(db, key, { text_hash, from_day, renewal, kinds, actor }, now, async (db) => {
    const id = newId()
    await insertAgreement(db, { ...version, id, text_hash, made_at: now.toISOString(), by_id: actor.person_id, ended_at: null }, [...new Set(kinds)])
    await record(db, actor, now, { verb: 'agreement.entered', subject: 'agreement', subject_id: id, data: { from_day, kinds: kinds.join(' ') } })
    return { id }
  })
}

/** From now on nobody is asked for it; who signed it stays. Throws NotFound where it was ended already. */
export function endVersion(db: Db, id: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    if (!await endAgreement(db, id, now)) throw new NotFound('That agreement has ended already.')
    await record(db, actor, now, { verb: 'agreement.ended', subject: 'agreement', subject_id: id })
  })
}
