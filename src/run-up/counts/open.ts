import { dayOf } from '../../calendar/days.ts'
import { act } from '../../database/act.ts'
import type { Db } from '../../database/open.ts'
import { countAll, type CountIn } from '../../end-of-day/count-in.ts'
import { NotFound } from '../../errors.ts'
import { type Actor, record } from '../../events/record.ts'
import { actOnce } from '../../http/once.ts'
import { countAgain, countMissing, findCount, setOpened } from './store.ts'

type Again = { count_id: string, codes: string, actor: Actor & { person_id: string } }

/** Counts again what a sealed count holds: each device is seen, brought back if it is out, and ticked off the list for good. */
export function countInAgain(db: Db, key: string, wish: Again, now: Date): Promise<CountIn> {
  return actOnce(db, key, wish, now, async (db) => {
    const { count_id, codes, actor } = wish
    const { counted, ids } = await countAll(db, { codes, actor }, now)
    if (ids.length > 0) await countAgain(db, count_id, ids, now.toISOString(), actor.person_id)
    return counted
  })
}

/** Why it is not opened, in words; null when it is. */
export type Opened = { refused: string | null }

/** Closes the counting after a holiday: what is not there then is missing, and later finds are added. Throws NotFound. */
export function openCount(db: Db, id: string, actor: Actor & { person_id: string }, now: Date): Promise<Opened> {
  return act(db, async (db) => {
    const count = await findCount(db, id)
    if (!count) throw new NotFound('There is no such count.')
    if (count.opened_at !== null) return { refused: null }
    if (dayOf(now) <= dayOf(count.sealed_at)) return { refused: 'It was sealed today. It is opened when the holiday is over' }
    const missing_count = Number((await countMissing(db, id))!.n)
    await setOpened(db, id, { opened_at: now.toISOString(), opened_by_id: actor.person_id, missing_count })
    await record(db, actor, now, { verb: 'holiday count.opened', subject: 'holiday', subject_id: id, data: { missing_count } })
    return { refused: null }
  })
}
