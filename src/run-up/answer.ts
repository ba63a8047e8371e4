import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { findKept, putAnswer } from './store.ts'

type Saying = { holiday: string, device_id: string, goes_home: 0 | 1, actor: Actor & { person_id: string }, anybodys: boolean }

/** A keeper, or the office for them, says whether a device goes home over a holiday. Throws NotFound for what they do not look after. */
export function answerHoliday(db: Db, key: string, wish: Saying, now: Date): Promise<{ device_id: string }> {
  return actOnce(db, key, wish, now, async (db) => {
    const { holiday, device_id, goes_home, actor, anybodys } = wish
    const kept = await findKept(db, device_id)
    if (!kept || !(anybodys || kept.keeper_id === actor.person_id)) throw new NotFound('You do not look after that device.')
    await putAnswer(db, { holiday, device_id, keeper_id: kept.keeper_id, goes_home, said_at: now.toISOString(), said_by_id: actor.person_id })
    await record(db, actor, now, { verb: 'holiday.answered', subject: 'device', subject_id: device_id, data: { holiday, keeper_id: kept.keeper_id, goes_home } })
    return { device_id }
  })
}
