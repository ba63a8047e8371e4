import { act, type Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { findAsker } from './store.ts'

/** Who stands in for the head now or later, the first to begin in front; a day is YYYY-MM-DD. */
export function listDeputies(db: Db, today: string) {
  return db.selectFrom('deputies as s').innerJoin('people as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 'p.name', 's.from_day', 's.until_day']).where('s.ended_at', 'is', null)
    .where((e) => e.or([e('s.until_day', 'is', null), e('s.until_day', '>=', today)])).orderBy('s.from_day').orderBy('s.id').execute()
}

export type Naming = { person_id: string, from_day: string, until_day: string | null, actor: Actor & { person_id: string } }
export type Named = { deputy_id: string } | { problems: Problem[] }

/** Names who decides in the head's place, for a time or until it is ended; nobody names themselves. Throws KeyReused. */
export function nameDeputy(db: Db, key: string, naming: Naming, now: Date): Promise<Named> {
  return actOnce(db, key, naming, now, (db) => name(db, naming, now), (named) => 'deputy_id' in named)
}

async function name(db: Act, { actor, ...naming }: Naming, now: Date): Promise<Named> {
  const person = await findAsker(db, naming.person_id)
  if (person?.kind !== 'staff') return refuse('Choose a member of staff from the list')
  if (person.id === actor.person_id) return refuse('Nobody names themselves: ask the head teacher or the business manager')
  const id = newId()
  await db.insertInto('deputies').values({ ...naming, id, made_at: now.toISOString(), made_by_id: actor.person_id, ended_at: null, ended_by_id: null }).execute()
  const { person_id, from_day, until_day } = naming
  await record(db, actor, now, { verb: 'deputy.named', subject: 'person', subject_id: person_id, data: { deputy_id: id, from_day, until_day } })
  return { deputy_id: id }
}

function refuse(message: string): Named {
  return { problems: [{ name: 'person_id', message }] }
}

/** From now on they decide no more. Throws NotFound where it was ended already. */
export function endDeputy(db: Db, id: string, actor: Actor & { person_id: string }, now: Date): Promise<void> {
  return act(db, async (db) => {
    const ended = await db.updateTable('deputies').set({ ended_at: now.toISOString(), ended_by_id: actor.person_id })
      .where('id', '=', id).where('ended_at', 'is', null).returning('person_id').executeTakeFirst()
    if (!ended) throw new NotFound('They do not stand in any more.')
    await record(db, actor, now, { verb: 'deputy.ended', subject: 'person', subject_id: ended.person_id, data: { deputy_id: id } })
  })
}
