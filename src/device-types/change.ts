import { act, type Act, isUniqueViolation } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { once } from '../http/once.ts'
import type { TypeFields } from './forms.ts'
import { type Problem, typeProblems } from './rules.ts'
import { type DeviceTypeInput, findType, insertType, lastPosition, updateType } from './store.ts'

export type Saved = { id: string } | { problems: Problem[] }

const TAKEN: Saved = { problems: [{ name: 'name', message: 'There is a type with this name already' }] }

/** Adds a type of equipment with its rules, once for a form's key (M24). Throws KeyReused. */
export function addType(db: Db, key: string, fields: TypeFields, actor: Actor, now: Date): Promise<Saved> {
  const run = async (db: Act): Promise<Saved> => {
    const id = await insertType(db, await columnsOf(db, fields))
    await record(db, actor, now, { verb: 'type.added', subject: 'device type', subject_id: id })
    return { id }
  }
  return guarded(fields, () => act(db, (db) => once(db, key, fields, now, () => run(db))))
}

/** Changes a type's name and rules; what is out already stays out. Throws NotFound. */
export function changeType(db: Db, id: string, fields: TypeFields, actor: Actor, now: Date): Promise<Saved> {
  return guarded(fields, () => act(db, async (db) => {
    if (!await findType(db, id)) throw new NotFound('There is no such type.')
    await updateType(db, id, await columnsOf(db, fields))
    await record(db, actor, now, { verb: 'type.changed', subject: 'device type', subject_id: id })
    return { id }
  }))
}

/** Tried again once, because the same form sent twice at the same moment also meets the unique name. */
async function guarded(fields: TypeFields, run: () => Promise<Saved>): Promise<Saved> {
  const problems = typeProblems(fields)
  if (problems.length > 0) return { problems }
  const unless = (otherwise: () => Saved | Promise<Saved>) => (error: unknown) => {
    if (isUniqueViolation(error)) return otherwise()
    throw error
  }
  return run().catch(unless(() => run().catch(unless(() => TAKEN))))
}

/** Without a place in the list a type goes to its end. */
async function columnsOf(db: Act, { position, ...fields }: TypeFields): Promise<DeviceTypeInput> {
  return { ...fields, position: position ?? await lastPosition(db) + 1 }
}
