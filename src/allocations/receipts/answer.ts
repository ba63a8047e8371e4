import { act, type Act } from '../../database/act.ts'
import type { Db } from '../../database/open.ts'
import type { AcceptedHow, HandoverAnswer } from '../../database/tables.ts'
import { NotFound } from '../../errors.ts'
import { type Actor, record } from '../../events/record.ts'
import { closeHandover, findHandover, writeAnswer } from './store.ts'

export type Answering = { handover_id: string, person_id: string, answer: HandoverAnswer, words: string, how: AcceptedHow, actor: Actor }

/** The keeper says whether they have it as described; what is answered already stays so. Throws NotFound where it is not theirs. */
export function answerReceipt(db: Db, answering: Answering, now: Date): Promise<void> {
  return act(db, (db) => answerIn(db, answering, now))
}

/** The same inside an act that does more. */
export async function answerIn(db: Act, { handover_id, person_id, answer, words, how, actor }: Answering, now: Date): Promise<void> {
  const found = await findHandover(db, handover_id)
  if (!found || found.keeper_id !== person_id) throw new NotFound('There is no such receipt of yours.')
  const said = { answer, answer_words: answer === 'as described' ? '' : words, answered_at: now.toISOString(), answered_how: how }
  if (!await writeAnswer(db, handover_id, said)) return
  const verb = answer === 'as described' ? 'handover.confirmed' : 'handover.disputed'
  await record(db, actor, now, { verb, subject: 'device', subject_id: found.device_id, data: { handover_id } })
}

/** Whoever keeps the devices leaves it at what was said; returns the device's code. Throws NotFound. */
export function leaveReceipt(db: Db, id: string, actor: Actor, now: Date): Promise<string> {
  return act(db, async (db) => {
    const found = await findHandover(db, id)
    if (!found) throw new NotFound('There is no such receipt.')
    if (await closeHandover(db, id, now)) await record(db, actor, now, { verb: 'handover.closed', subject: 'device', subject_id: found.device_id, data: { handover_id: id } })
    return found.code
  })
}
