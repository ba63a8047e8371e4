import { act, type Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { fold } from '../text/fold.ts'
import { countTypes, endKind, findKind, insertKind, listKinds, updateKind } from './kinds-store.ts'

export type NewKind = { name: string, days: number | null, type_ids: string[], actor: Actor }
export type Kept = { id: string } | { problems: Problem[] }

/** A kind of check that the school adds, such as PAT or updates, once for a form's key (M17). Throws KeyReused. */
export function addKind(db: Db, key: string, wish: NewKind, now: Date): Promise<Kept> {
  return actOnce<Kept>(db, key, wish, now, async (db) => {
    const { name, days, type_ids, actor } = wish
    const id = newId()
    const problems = await problemsOf(db, id, wish)
    if (problems.length > 0) return { problems }
    await insertKind(db, { id, name, days }, type_ids)
    await record(db, actor, now, { verb: 'check kind.added', subject: 'check kind', subject_id: id, data: { days } })
    return { id }
  }, (kept) => 'id' in kept)
}

async function problemsOf(db: Act, id: string, { name, type_ids }: NewKind): Promise<Problem[]> {
  const isTaken = (await listKinds(db)).some((kind) => kind.id !== id && fold(kind.name) === fold(name))
  if (isTaken) return [{ name: 'name', message: 'There is a check with this name already' }]
  const isKnown = await countTypes(db, type_ids) === new Set(type_ids).size
  return isKnown ? [] : [{ name: 'type_ids', message: 'Choose from the list' }]
}

/** Changes what it is called, how long it lasts and who owes it; what was checked stays, and holds no longer than before. Throws NotFound, KeyReused. */
export function changeKind(db: Db, key: string, id: string, wish: NewKind, now: Date): Promise<Kept> {
  return actOnce<Kept>(db, key, { id, ...wish }, now, async (db) => {
    const { name, days, type_ids, actor } = wish
    if (!await findKind(db, id)) throw new NotFound('There is no such check, or it has ended.')
    const problems = await problemsOf(db, id, wish)
    if (problems.length > 0) return { problems }
    await updateKind(db, { id, name, days }, type_ids)
    await record(db, actor, now, { verb: 'check kind.changed', subject: 'check kind', subject_id: id, data: { days } })
    return { id }
  }, (kept) => 'id' in kept)
}

/** Nobody is asked for it any more; what was checked stays. Throws NotFound. */
export function stopKind(db: Db, id: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    if (!await endKind(db, id, now)) throw new NotFound('There is no such check, or it has ended already.')
    await record(db, actor, now, { verb: 'check kind.ended', subject: 'check kind', subject_id: id })
  })
}
