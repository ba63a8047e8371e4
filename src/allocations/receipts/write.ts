import { dayOf, addDays } from '../../calendar/days.ts'
import { askIn } from '../../approvals/ask.ts'
import { MOST_DAYS, needOf } from '../../approvals/rules.ts'
import type { CustodyFacts } from '../../custody/facts.ts'
import type { Act } from '../../database/act.ts'
import { newId } from '../../database/ids.ts'
import type { Flag, HandoverWay } from '../../database/tables.ts'
import { type Actor, record } from '../../events/record.ts'
import type { Problem } from '../../http/forms.ts'
import type { Described } from './rules.ts'
import { closeGiven, insertHandover } from './store.ts'

export type Written = Described & { goes_home: Flag, approval_id: string | null }

/** Writes down what is handed over with a device; its keeper is asked whether it is so. */
export async function writeHandover(
  db: Act, allocation: { id: string, device_id: string }, way: HandoverWay, written: Written, actor: Actor, now: Date,
): Promise<string> {
  await closeGiven(db, allocation.id, now)
  const id = newId()
  const { condition, charger, bag, goes_home, approval_id } = written
  await insertHandover(db, {
    id, allocation_id: allocation.id, way, condition, charger, bag, goes_home, approval_id, given_at: now.toISOString(), given_by_id: actor.person_id,
    answer: null, answer_words: '', answered_at: null, answered_how: null, closed_at: null,
  })
  const verb = way === 'given' ? 'handover.given' : 'handover.back'
  await record(db, actor, now, { verb, subject: 'device', subject_id: allocation.device_id, data: { handover_id: id, allocation_id: allocation.id } })
  return id
}

type GoingHome = { device: CustodyFacts, keeper: { id: string, last_day: string | null }, until_day: string | null, actor: Actor, address: string }

/**
 * The standing permission that goes with a device into somebody's care: where its type wants the lead's or the head's word, it
 * is asked for as any other (M7), and that it goes home holds only once it is given.
 */
export async function askToGoHome(db: Act, { device, keeper, until_day, actor, address }: GoingHome, now: Date): Promise<{ approval_id: string | null } | { problems: Problem[] }> {
  const need = needOf({ rules: [device.off_site_rule], carries_personal_data: false, video_calls: false, goes_empty: false, on_trip: false })
  if (need === 'yes') return { approval_id: null }
  const today = dayOf(now)
  const ends = [until_day, keeper.last_day, addDays(today, MOST_DAYS)].filter((day) => day !== null).toSorted()[0]!
  const asked = await askIn(db, {
    person_id: keeper.id, codes: [device.code], type_id: null, from_day: today, until_day: ends, why: 'To take home what they look after',
    carries_personal_data: 0, video_calls: 0, trip_id: null, actor: { ...actor, person_id: actor.person_id! }, address,
  }, now)
  return 'approval_id' in asked ? asked : { problems: asked.problems.map(({ message }) => ({ name: 'goes_home', message })) }
}
