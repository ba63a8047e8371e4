import { dayOf } from '../calendar/days.ts'
import { listKeepers } from '../allocations/store.ts'
import { act, type Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { fold } from '../text/fold.ts'
import { endAll, endHolder, findMasterPassword, insertHolder, insertMasterPassword, listHeld } from './store.ts'

export type Adding = { name: string, person_ids: string[], from_day: string, actor: Actor }
export type Holding = { id: string, person_id: string, from_day: string, actor: Actor }
export type Done = { id: string } | { problems: Problem[] }

/** Writes down that there is such a password and who holds it; never what it is (M28). Throws KeyReused. */
export function addMasterPassword(db: Db, key: string, wish: Adding, now: Date): Promise<Done> {
  return actOnce<Done>(db, key, wish, now, async (db) => {
    const { name, person_ids, from_day, actor } = wish
    const problems = [...await nameTaken(db, name), ...await notHere(db, person_ids, 'first_id', now)]
    if (problems.length > 0) return { problems }
    const id = newId()
    await insertMasterPassword(db, { id, name, search_name: fold(name), made_at: now.toISOString(), ended_at: null })
    for (const person_id of new Set(person_ids)) await insertHolder(db, { id: newId(), master_password_id: id, person_id, from_day, until_day: null })
    await told(db, actor, 'added', id, now)
    return { id }
  }, (done) => 'id' in done)
}

async function nameTaken(db: Act, name: string): Promise<Problem[]> {
  const taken = (await listHeld(db)).some((row) => fold(row.name) === fold(name))
  return taken ? [{ name: 'name', message: 'That is on the list already' }] : []
}

async function notHere(db: Act, ids: string[], name: string, now: Date): Promise<Problem[]> {
  const here = new Set((await listKeepers(db, dayOf(now))).map(({ id }) => id))
  return ids.every((id) => here.has(id)) ? [] : [{ name, message: 'Choose from the list' }]
}

/** One more person holds it. Throws KeyReused, NotFound. */
export function addHolder(db: Db, key: string, wish: Holding, now: Date): Promise<Done> {
  return actOnce<Done>(db, key, wish, now, async (db) => {
    const { id, person_id, from_day, actor } = wish
    if (!await findMasterPassword(db, id)) throw new NotFound('There is no such password on the list.')
    const problems = await notHere(db, [person_id], 'person_id', now)
    if (problems.length > 0) return { problems }
    const holds = (await listHeld(db)).some((row) => row.id === id && row.person_id === person_id)
    if (holds) return { problems: [{ name: 'person_id', message: 'They hold it already' }] }
    await insertHolder(db, { id: newId(), master_password_id: id, person_id, from_day, until_day: null })
    await told(db, actor, 'given', id, now)
    return { id }
  }, (done) => 'id' in done)
}

/** Somebody holds it no more. Throws NotFound where that was said already. */
export function endHolding(db: Db, id: string, holderId: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    if (!await endHolder(db, id, holderId, dayOf(now))) throw new NotFound('They do not hold it any more.')
    await told(db, actor, 'taken back', id, now)
  })
}

/** There is no such password any more. Throws NotFound. */
export function endMasterPassword(db: Db, id: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    if (!await findMasterPassword(db, id)) throw new NotFound('There is no such password on the list.')
    await endAll(db, id, now.toISOString(), dayOf(now))
    await told(db, actor, 'ended', id, now)
  })
}

async function told(db: Act, actor: Actor, what: string, id: string, now: Date): Promise<void> {
  await record(db, actor, now, { verb: `master password.${what}`, subject: 'master password', subject_id: id })
}
