import { dayOf } from '../../calendar/days.ts'
import type { Act } from '../../database/act.ts'
import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'
import { NotFound } from '../../errors.ts'
import { actOnce } from '../../http/once.ts'
import { readSettings } from '../../settings/store.ts'
import { type Asked, keepAsking } from '../ask.ts'
import { findAsker } from '../store.ts'
import { neededBy, problemsToAsk } from './rules.ts'

/** Days YYYY-MM-DD; `address` is the school's own. */
export type Wish = { person_id: string, from_day: string, until_day: string, why: string, asker_id: string, address: string }

/** Asks on somebody's behalf that they may borrow in school, once for a form's key, and writes to whoever decides (M7). Throws NotFound, KeyReused. */
export function askToBorrow(db: Db, key: string, wish: Wish, now: Date): Promise<Asked> {
  return actOnce(db, key, wish, now, (db) => ask(db, wish, now), (asked) => 'approval_id' in asked)
}

async function ask(db: Act, { person_id, from_day, until_day, why, asker_id, address }: Wish, now: Date): Promise<Asked> {
  const person = await findAsker(db, person_id)
  if (!person) throw new NotFound('There is no such person.')
  const needed = neededBy(person.kind, (await readSettings(db)).permission_to_borrow)
  const problems = problemsToAsk({ today: dayOf(now), person, asker_id, needed, from_day, until_day })
  if (needed === null || problems.length > 0) return { problems }
  return keepAsking(db, {
    id: newId(), person_id, type_id: null, trip_id: null, from_day, until_day, why, carries_personal_data: 0, video_calls: 0, in_school: 1,
  }, { devices: [], need: needed, actor: { person_id: asker_id, desk_id: null }, address }, now)
}
