import { currentSchoolYear } from '../calendar/school/years.ts'
import { act, isUniqueViolation } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import { once } from '../http/once.ts'
import { hasLoans, insertClass, removeClass, renameClass } from './store.ts'

const TAKEN = 'This school year has a class of that name already'
export type Made = { id: string } | { refused: string }

/** Adds a class to the school year of `today` (YYYY-MM-DD), once for a form's key. Throws KeyReused. */
export function addClass(db: Db, key: string, name: string, today: string, actor: Actor, now: Date): Promise<Made> {
  return act(db, (db) => once<Made>(db, key, { name }, now, async () => {
    const year = await currentSchoolYear(db, today)
    const id = await insertClass(db, name, year.id)
    await record(db, actor, now, { verb: 'class.added', subject: 'class', subject_id: id })
    return { id }
  })).catch(refusedIfTaken)
}

export function changeClass(db: Db, id: string, name: string, actor: Actor, now: Date): Promise<Made> {
  return act<Made>(db, async (db) => {
    await renameClass(db, id, name)
    await record(db, actor, now, { verb: 'class.renamed', subject: 'class', subject_id: id })
    return { id }
  }).catch(refusedIfTaken)
}

function refusedIfTaken(error: unknown): Made {
  if (isUniqueViolation(error)) return { refused: TAKEN }
  throw error
}

/** Removes a class with its cards; false, with nothing changed, when the book has loans for it. */
export function dropClass(db: Db, id: string, actor: Actor, now: Date): Promise<boolean> {
  return act(db, async (db) => {
    if (await hasLoans(db, id)) return false
    await removeClass(db, id)
    await record(db, actor, now, { verb: 'class.removed', subject: 'class', subject_id: id })
    return true
  })
}
