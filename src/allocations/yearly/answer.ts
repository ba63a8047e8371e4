import { dayOf } from '../../calendar/days.ts'
import { act } from '../../database/act.ts'
import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'
import type { StillAnswer } from '../../database/tables.ts'
import { NotFound } from '../../errors.ts'
import { type Actor, record } from '../../events/record.ts'
import { readSettings } from '../../settings/store.ts'
import { findAllocation } from '../store.ts'
import { askedDay } from './rules.ts'
import { closeAnswer, insertAnswer } from './store.ts'

export type Still = { allocation_id: string, person_id: string, answer: StillAnswer, words: string, actor: Actor }

/** A keeper says whether they have a device still; what was said first stands, and changes nothing in the book. Throws NotFound where nobody asks them. */
export function answerStill(db: Db, { allocation_id, person_id, answer, words, actor }: Still, now: Date): Promise<void> {
  return act(db, async (db) => {
    const allocation = await findAllocation(db, allocation_id)
    const asked_day = askedDay((await readSettings(db)).keepers_asked_on, dayOf(now))
    if (!allocation || allocation.until_at !== null || allocation.keeper_id !== person_id || asked_day === null) throw new NotFound('Nobody asks you for that.')
    const id = newId()
    if (!await insertAnswer(db, { id, allocation_id, asked_day, answer, words, answered_at: now.toISOString(), closed_at: null })) return
    await record(db, actor, now, { verb: 'keeping.answered', subject: 'device', subject_id: allocation.device_id, data: { allocation_id, answer } })
  })
}

/** Those who keep the devices have seen to it. */
export async function closeStill(db: Db, id: string, actor: Actor, now: Date): Promise<void> {
  await act(db, async (db) => {
    if (await closeAnswer(db, id, now)) await record(db, actor, now, { verb: 'keeping.seen to', subject: 'keeper answer', subject_id: id })
  })
}
