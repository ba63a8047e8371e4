import { act, type Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { findTag, whoseTag } from '../tags/store.ts'
import type { SetFields } from './forms.ts'
import { slotsProblem } from './rules.ts'
import { findSet, insertSet, listDevicesOf, replaceTagOf, updateSet } from './store.ts'

export type Saved = { code: string } | { problems: Problem[] }

/** Adds a trolley or class set with its scannable code, once for a form's key. Throws KeyReused. */
export function addSet(db: Db, key: string, fields: SetFields, actor: Actor, now: Date): Promise<Saved> {
  return actOnce(db, key, fields, now, (db) => add(db, fields, actor, now), (saved) => 'code' in saved)
}

async function add(db: Act, fields: SetFields, actor: Actor, now: Date): Promise<Saved> {
  const problems = await codeProblems(db, fields.code, null)
  if (problems.length > 0) return { problems }
  const id = newId()
  await insertSet(db, { id, ...fields })
  await replaceTagOf(db, id, fields.code, now)
  await record(db, actor, now, { verb: 'set.added', subject: 'set', subject_id: id })
  return { code: fields.code }
}

/** Changes what is known of a set; its devices stay in it. Throws NotFound. */
export function changeSet(db: Db, code: string, fields: SetFields, actor: Actor, now: Date): Promise<Saved> {
  return act(db, async (db) => {
    const set = await findSet(db, code)
    if (!set) throw new NotFound('There is no such trolley or set.')
    const message = slotsProblem(fields.slots, await listDevicesOf(db, set.id))
    const problems = await codeProblems(db, fields.code, set.id)
    if (message !== null) problems.push({ name: 'slots', message })
    if (problems.length > 0) return { problems }
    await updateSet(db, set.id, fields)
    await replaceTagOf(db, set.id, fields.code, now)
    await record(db, actor, now, { verb: 'set.changed', subject: 'set', subject_id: set.id })
    return { code: fields.code }
  })
}

async function codeProblems(db: Act, code: string, setId: string | null): Promise<Problem[]> {
  const tag = await findTag(db, code)
  if (!tag || tag.set_id !== null && tag.set_id === setId) return []
  return [{ name: 'code', message: `${await whoseTag(db, code)} already` }]
}
