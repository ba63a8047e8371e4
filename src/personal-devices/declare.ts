import type { Act } from '../database/act.ts'
import { act } from '../database/act.ts'
import { dayOf } from '../calendar/days.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { readSettings } from '../settings/store.ts'
import { actsAs, type Decider } from '../approvals/rules.ts'
import { mayAuthorise, problemsOf, standingOn } from './rules.ts'
import { type DeclaredRow, findDeclared, insertDeclared, writeDeclared } from './store.ts'

export type Declaring = { person_id: string, device: string, used_for: string, conditions: string[], from_day: string, until_day: string | null }
export type Done = { id: string } | { problems: Problem[] }

/** An adult says which device of their own they use for school, and that it is as the school wants it (M23). Throws KeyReused. */
export function declare(db: Db, key: string, wish: Declaring, now: Date): Promise<Done> {
  return actOnce<Done>(db, key, wish, now, async (db) => {
    const { personal_devices, personal_device_conditions: asked } = await readSettings(db)
    const problems = problemsOf({ ...wish, ticked: wish.conditions, asked }, dayOf(now))
    if (problems.length > 0) return { problems }
    const id = newId()
    await insertDeclared(db, {
      ...wish, id, conditions: asked.join(' '), declared_at: now.toISOString(), needs: personal_devices === 'lead' || personal_devices === 'head' ? personal_devices : 'nobody',
      authorised_at: null, authorised_by_id: null, authorised_as: null, withdrawn_at: null, withdrawn_by_id: null,
    })
    await told(db, wish.person_id, 'declared', { id, person_id: wish.person_id }, now)
    return { id }
  }, (done) => 'id' in done)
}

/** The head, whoever stands in for the head, or where that is enough the lead, says yes; once said it stays said. Throws NotFound, Forbidden. */
export function authorise(db: Db, id: string, decider: Decider, now: Date): Promise<void> {
  return act(db, async (db) => {
    const declared = await declaredAs(db, id)
    if (!mayAuthorise(decider, declared)) throw new Forbidden()
    if (standingOn(declared, dayOf(now)) !== 'waiting') return
    await writeDeclared(db, id, { authorised_at: now.toISOString(), authorised_by_id: decider.id, authorised_as: actsAs(decider) })
    await told(db, decider.id, 'authorised', declared, now)
  })
}

/** It is used for school no more: by its owner's word, or that of whoever may say yes to it. Throws NotFound, Forbidden. */
export function withdraw(db: Db, id: string, decider: Decider, now: Date): Promise<void> {
  return act(db, async (db) => {
    const declared = await declaredAs(db, id)
    if (declared.person_id !== decider.id && actsAs(decider) === null) throw new Forbidden()
    if (declared.withdrawn_at !== null) return
    await writeDeclared(db, id, { withdrawn_at: now.toISOString(), withdrawn_by_id: decider.id })
    await told(db, decider.id, 'withdrawn', declared, now)
  })
}

async function declaredAs(db: Act, id: string): Promise<DeclaredRow> {
  const declared = await findDeclared(db, id)
  if (!declared) throw new NotFound('There is no such device.')
  return declared
}

async function told(db: Act, actor: string, what: string, { id, person_id }: { id: string, person_id: string }, now: Date): Promise<void> {
  await record(db, { person_id: actor, desk_id: null }, now, { verb: `personal device.${what}`, subject: 'person', subject_id: person_id, data: { personal_device_id: id } })
}
