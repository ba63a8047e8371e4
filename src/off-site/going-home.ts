import { readAgreementFacts } from '../agreements/lending.ts'
import { dueAt } from '../calendar/due.ts'
import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { type Reason, reasonsToTakeHome } from '../custody/rules.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { GOING } from '../end-of-day/rules.ts'
import type { Actor } from '../events/record.ts'
import { findBorrower } from '../loans/store.ts'
import { readLimits } from '../people/limits.ts'
import { insertSightings } from '../sightings/store.ts'
import { readLeaving } from './lending.ts'
import { acceptedThisYear } from './terms.ts'

/** What stands against a keeper taking home tonight what they look after: the same as against lending it off-site (M3, M6). */
export async function reasonsNotToGoHome(db: Db, device: CustodyFacts, now: Date): Promise<Reason[]> {
  const [today, keeper] = [dayOf(now), device.keeper_id!]
  const acceptance = await acceptedThisYear(db, keeper, today)
  const due_at = dueAt({ taken_at: now.toISOString(), off_site: true, until: null, last_day: null }, await readCalendar(db))
  const wish = { acceptance: acceptance === null ? null : { id: acceptance }, carries_personal_data: false, video_calls: false }
  const leaving = await readLeaving(db, [device], { borrower_id: keeper, due_of: () => due_at, wish }, now)
  const borrower = (await findBorrower(db, keeper))!
  return reasonsToTakeHome({ device, away: leaving.get(device.device_id)!.facts, borrower, limits: await readLimits(db, borrower.kind), today, ...await readAgreementFacts(db, keeper, today) })
}

/** A keeper says that it goes home with them tonight; returns what stands against it, and then nothing is written. */
export async function goHome(db: Act, device: CustodyFacts, actor: Actor, now: Date): Promise<Reason[]> {
  const reasons = await reasonsNotToGoHome(db, device, now)
  if (reasons.length === 0) await insertSightings(db, [device.device_id], actor, now, GOING)
  return reasons
}
