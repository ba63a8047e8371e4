import { act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { once } from '../http/once.ts'

export type About = 'pupils' | 'parents'
export type Count = { class_id: string, about: About, signed: number, total: number }
export type Counted = { done: true } | { problems: Problem[] }

/** How many of a class's pupils or parents have signed: numbers only, each count a new row (M12). Throws KeyReused. */
export function keepCount(db: Db, key: string, { actor, ...count }: Count & { actor: Actor }, now: Date): Promise<Counted> {
  return act(db, (db) => once(db, key, { ...count, actor }, now, async (): Promise<Counted> => {
    const known = await db.selectFrom('classes').select('id').where('id', '=', count.class_id).executeTakeFirst()
    if (!known) return { problems: [{ name: 'class_id', message: 'Choose a class from the list' }] }
    await db.insertInto('class_agreement_counts').values({ ...count, id: newId(), at: now.toISOString(), by_id: actor.person_id }).execute()
    const { class_id, ...figures } = count
    await record(db, actor, now, { verb: 'agreement.counted', subject: 'class', subject_id: class_id, data: figures })
    return { done: true }
  }, (counted) => 'done' in counted))
}

/** The classes of the year that a day (YYYY-MM-DD) is in, each with its newest count and what it was before that. */
export async function listCounts(db: Db, today: string) {
  const classes = await db.selectFrom('classes as c').innerJoin('school_years as y', 'y.id', 'c.school_year_id').select(['c.id', 'c.name'])
    .where('y.starts_on', '<=', today).where('y.ends_on', '>=', today).orderBy('c.search_name').execute()
  const ids = classes.map(({ id }) => id)
  const counts = ids.length === 0 ? [] : await db.selectFrom('class_agreement_counts').select(['class_id', 'about', 'signed', 'total', 'at'])
    .where('class_id', 'in', ids).orderBy('at', 'desc').orderBy('id', 'desc').execute()
  const lastTwo = (id: string, about: About) => {
    const [newest = null, before = null] = counts.filter((count) => count.class_id === id && count.about === about)
    return { newest, before }
  }
  return classes.map(({ id, name }) => ({ id, name, pupils: lastTwo(id, 'pupils'), parents: lastTwo(id, 'parents') }))
}
