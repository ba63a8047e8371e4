import { dayOf } from '../../calendar/days.ts'
import { needCustody } from '../../custody/store.ts'
import { act, type Act } from '../../database/act.ts'
import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'
import type { BorrowAnswer } from '../../database/tables.ts'
import { NotFound } from '../../errors.ts'
import { type Actor, record } from '../../events/record.ts'
import type { Problem } from '../../http/forms.ts'
import { actOnce } from '../../http/once.ts'
import { problemsToAsk } from './rules.ts'
import { endAsk, findAsk, findOpenAsk, insertAsk, writeAnswer } from './store.ts'

/** `until_day` is the last day (YYYY-MM-DD) on which it is wanted. */
export type Asking = { device_id: string, asker_id: string, why: string, until_day: string, actor: Actor }
export type Asked = { ask_id: string } | { problems: Problem[] }

/** Asks whoever looks after a device to lend it, once for a form's key (M3). Throws NotFound, KeyReused. */
export function askKeeper(db: Db, key: string, asking: Asking, now: Date): Promise<Asked> {
  return actOnce(db, key, asking, now, (db) => askIn(db, asking, now), (asked) => 'ask_id' in asked)
}

/** The same inside an act that does more. */
export async function askIn(db: Act, { actor, ...asking }: Asking, now: Date): Promise<Asked> {
  const { device_id, asker_id } = asking
  const device = await needCustody(db, device_id)
  const has_asked = await findOpenAsk(db, device_id, asker_id) !== undefined
  const problems = problemsToAsk({ ...asking, device, today: dayOf(now), has_asked })
  if (problems.length > 0) return { problems }
  const id = newId()
  await insertAsk(db, {
    ...asking, id, keeper_id: device.keeper_id!, asked_at: now.toISOString(),
    answer: null, answer_words: '', answered_at: null, answered_by_id: null, granted_until: null, ended_at: null,
  })
  await record(db, actor, now, { verb: 'borrowing.asked', subject: 'device', subject_id: device_id, data: { ask_id: id, asker_id } })
  return { ask_id: id }
}

/** `is_lead`: the computing lead may answer in the keeper's place. `until_day` is the last day of a yes, or null for the day that was asked. */
export type Answering = { ask_id: string, answer: BorrowAnswer, words: string, until_day: string | null, person_id: string, is_lead: boolean, actor: Actor }

/** Yes, no or later; yes and no are said once, and what was said first stands. Throws NotFound where it is not theirs to say. */
export function answerAsk(db: Db, { ask_id, answer, words, until_day, person_id, is_lead, actor }: Answering, now: Date): Promise<{ code: string } | { problems: Problem[] }> {
  return act(db, async (db) => {
    const ask = await findAsk(db, ask_id)
    if (!ask || (ask.keeper_id !== person_id && !is_lead) || ask.asker_id === person_id) throw new NotFound('Nobody asks you for that.')
    const granted_until = answer === 'yes' ? until_day ?? ask.until_day : null
    if (granted_until !== null && granted_until < dayOf(now)) return { problems: [{ name: 'until_day', message: 'That day has passed' }] }
    const isSaid = await writeAnswer(db, ask_id, { answer, answer_words: words, answered_at: now.toISOString(), answered_by_id: person_id, granted_until })
    if (isSaid) await record(db, actor, now, { verb: `borrowing.${answer}`, subject: 'device', subject_id: ask.device_id, data: { ask_id } })
    return { code: ask.code }
  })
}

/** Whoever asked needs it no longer. Throws NotFound where it is not theirs. */
export function withdrawAsk(db: Db, id: string, personId: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    const ask = await findAsk(db, id)
    if (ask?.asker_id !== personId) throw new NotFound('You have not asked that.')
    if (await endAsk(db, id, now)) await record(db, actor, now, { verb: 'borrowing.withdrawn', subject: 'device', subject_id: ask.device_id, data: { ask_id: id } })
  })
}
