import { hasOtherLead, listRolesOf } from '../auth/store.ts'
import { dayOf } from '../calendar/days.ts'
import { listCurrentClasses } from '../classes/store.ts'
import { act, type Act, isUniqueViolation } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { once } from '../http/once.ts'
import { fold, sortName } from '../text/fold.ts'
import type { PersonFields } from './forms.ts'
import { findByEmail, findPerson, insertPerson, replaceClasses, updatePerson } from './store.ts'

export type Saved = { id: string } | { problems: Problem[] }

/** Adds a person, once for a form's key. Throws KeyReused. */
export function addPerson(db: Db, key: string, fields: PersonFields, actor: Actor, now: Date): Promise<Saved> {
  const add = async (db: Act): Promise<Saved> => {
    const problems = await emailProblems(db, fields, null)
    if (problems.length > 0) return { problems }
    const id = newId()
    await insertPerson(db, { id, ...columnsOf(fields), created_at: now.toISOString() })
    await joinClasses(db, id, fields, now)
    await record(db, actor, now, { verb: 'person.added', subject: 'person', subject_id: id })
    return { id }
  }
  return twice(() => act(db, (db) => once(db, key, fields, now, () => add(db), (saved) => 'id' in saved)))
}

/** Changes what is known of a person; access ends with a last day that has passed (M13). Throws NotFound. */
export function changePerson(db: Db, id: string, fields: PersonFields, actor: Actor, now: Date): Promise<Saved> {
  return twice(() => act(db, async (db) => {
    const before = await findPerson(db, id)
    const problems = [...await emailProblems(db, fields, id), ...await onlyLeadProblems(db, id, before.last_day, fields, now)]
    if (problems.length > 0) return { problems }
    await updatePerson(db, id, columnsOf(fields))
    await joinClasses(db, id, fields, now)
    const days = { first_day: fields.first_day, last_day: fields.last_day }
    await record(db, actor, now, { verb: 'person.changed', subject: 'person', subject_id: id, data: days })
    return { id }
  }))
}

/** Somebody took the address between the look and the write: the second look says so. */
function twice(run: () => Promise<Saved>): Promise<Saved> {
  return run().catch((error: unknown) => {
    if (isUniqueViolation(error)) return run()
    throw error
  })
}

function columnsOf({ class_ids: _, ...fields }: PersonFields) {
  return { ...fields, sort_name: sortName(fields.name), search_name: fold(fields.name) }
}

async function joinClasses(db: Act, id: string, { class_ids }: PersonFields, now: Date): Promise<void> {
  const current = await listCurrentClasses(db, dayOf(now))
  await replaceClasses(db, id, current.map((each) => each.id), class_ids)
}

async function emailProblems(db: Act, { email }: PersonFields, id: string | null): Promise<Problem[]> {
  const owner = email === null ? undefined : await findByEmail(db, email)
  return owner && owner.id !== id ? [{ name: 'email', message: `${owner.name} has this address already` }] : []
}

/** A school is never left without somebody who can open its desk. */
async function onlyLeadProblems(db: Act, id: string, lastDay: string | null, fields: PersonFields, now: Date): Promise<Problem[]> {
  if (fields.last_day === null || fields.last_day === lastDay) return []
  const isLead = (await listRolesOf(db, id)).includes('lead')
  if (!isLead || await hasOtherLead(db, id, dayOf(now))) return []
  return [{ name: 'last_day', message: 'This is the only computing lead. Name another one before setting a last day' }]
}
