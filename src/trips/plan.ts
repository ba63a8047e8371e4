import { askIn, type Wish } from '../approvals/ask.ts'
import { findAsker } from '../approvals/store.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { backFromTrip } from './running.ts'
import { insertTrip } from './store.ts'

/** Days YYYY-MM-DD; `codes`: whatever was scanned or typed. */
export type Planning = Pick<Wish, 'codes' | 'why' | 'carries_personal_data' | 'video_calls' | 'actor' | 'address'> & {
  leader_id: string, name: string, place: string, first_day: string, last_day: string
}
export type Planned = { trip_id: string } | { problems: Problem[] }

/** Plans a trip with its devices and asks the one permission for all of it, once for a form's key (M6, M7). Throws NotFound, KeyReused. */
export async function planTrip(db: Db, key: string, planning: Planning, now: Date): Promise<Planned> {
  return actOnce(db, key, planning, now, (db) => plan(db, planning, now), (planned) => 'trip_id' in planned).catch(asProblems)
}

/** Takes a refused act back whole, and says why. */
class Refused extends Error {
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super('The trip is refused.')
    this.problems = problems
  }
}

function asProblems(error: unknown): Planned {
  if (error instanceof Refused) return { problems: error.problems }
  throw error
}

async function plan(db: Act, { leader_id, name, place, first_day, last_day, actor, ...asked }: Planning, now: Date): Promise<Planned> {
  const wrong = await problemsToPlan(db, { leader_id, first_day, last_day })
  if (wrong.length > 0) return { problems: wrong }
  const trip_id = newId()
  await insertTrip(db, {
    id: trip_id, leader_id, name, place, first_day, last_day, made_at: now.toISOString(), made_by_id: actor.person_id,
    accepted_at: null, accepted_by_id: null, acceptance_id: null,
  })
  const until_day = backFromTrip({ last_day }, await readCalendar(db))
  const permission = await askIn(db, { ...asked, person_id: leader_id, type_id: null, from_day: first_day, until_day, trip_id, actor }, now)
  if ('problems' in permission) throw new Refused(permission.problems.map(onTrip))
  await record(db, actor, now, { verb: 'trip.planned', subject: 'trip', subject_id: trip_id, data: { leader_id, approval_id: permission.approval_id } })
  return { trip_id }
}

async function problemsToPlan(db: Act, { leader_id, first_day, last_day }: Pick<Planning, 'leader_id' | 'first_day' | 'last_day'>): Promise<Problem[]> {
  if (last_day < first_day) return [{ name: 'last_day', message: 'The last day comes before the first' }]
  const leader = await findAsker(db, leader_id)
  return leader?.kind === 'staff' ? [] : [{ name: 'leader_id', message: 'A member of staff leads a trip' }]
}

/** The permission's days are the trip's. */
function onTrip({ name, message }: Problem): Problem {
  const field = { from_day: 'first_day', until_day: 'last_day' }[name] ?? name
  return { name: field, message }
}
