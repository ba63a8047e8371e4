import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { isFresh } from '../loans/rules.ts'
import { listResetsOfAct, takeBackResets } from './store.ts'

/** Undoes what one wrote down oneself within five minutes; answers how many, 0 where it is too late or another's. */
export function undoResets(db: Db, actId: string, actor: Actor, now: Date): Promise<number> {
  return act(db, async (db) => {
    const rows = await listResetsOfAct(db, actId)
    const own = rows.filter(({ recorded_by_id, at }) => recorded_by_id === actor.person_id && isFresh(at, now))
    return takeBack(db, own.map(({ id }) => id), { actor, reason: null, verb: 'password.reset undone' }, now)
  })
}

/** The lead's later correction of what never happened; it stays in the record with who, when and why. Throws NotFound, KeyReused. */
export function strikeOutReset(db: Db, key: string, { id, reason, actor }: { id: string, reason: string, actor: Actor }, now: Date): Promise<number> {
  return actOnce(db, key, { id, reason, actor }, now, async (db) => {
    const count = await takeBack(db, [id], { actor, reason, verb: 'password.reset struck out' }, now)
    if (count === 0) throw new NotFound('There is no such entry, or it was struck out already.')
    return count
  })
}

async function takeBack(db: Act, ids: string[], { actor, reason, verb }: { actor: Actor, reason: string | null, verb: string }, now: Date): Promise<number> {
  if (ids.length === 0) return 0
  const taken = await takeBackResets(db, ids, { by_id: actor.person_id, reason, at: now })
  await record(db, actor, now, ...taken.map(({ id, device_id }) => ({ verb, subject: 'device', subject_id: device_id, data: { reset_id: id } })))
  return taken.length
}
