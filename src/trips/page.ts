import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { readApproval } from '../approvals/decide.ts'
import { lineOf } from '../approvals/line.ts'
import { readsAll } from '../approvals/list.ts'
import { isOwn } from '../approvals/rules.ts'
import { custodyOf } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { newFormKey } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { findTerms } from '../off-site/store.ts'
import { termLines } from '../off-site/terms.ts'
import { findTrip, listToWipe } from './store.ts'

/** Who may say that something is wiped: whoever leads the trip, and those who keep the devices. */
export function mayWipe({ person_id, roles }: Account, leaderId: string): boolean {
  return person_id === leaderId || can(roles, 'edit-devices')
}

/** What views/trips/view.ejs needs. Throws NotFound for whoever may not read it. */
export async function tripPage(db: Db, viewer: Account, id: unknown, now: Date) {
  const trip = await findTrip(db, String(id))
  const approval = trip && await readApproval(db, trip.approval_id)
  if (!trip || !approval || !isOwn({ id: viewer.person_id }, approval) && !await readsAll(db, viewer, now)) throw new NotFound('There is no such trip.')
  const today = dayOf(now)
  const line = lineOf(approval, today, sayFor(now))
  const custody = await custodyOf(db, approval.devices.map(({ device_id }) => device_id))
  const waiting = custody.filter(({ borrower_id }) => borrower_id !== trip.leader_id).map(({ code }) => code)
  const isLeader = viewer.person_id === trip.leader_id
  const is_on = line.standing === 'in force' && today <= trip.last_day
  return {
    trip, approval: line, out: custody.filter(({ borrower_id }) => borrower_id === trip.leader_id).map(({ code }) => code), waiting, is_leader: isLeader,
    terms: isLeader && trip.accepted_at === null && ['waiting', 'approved ahead', 'in force'].includes(line.standing) ? termLines((await findTerms(db))!.text) : null,
    may_take: isLeader && is_on && trip.accepted_at !== null && waiting.length > 0,
    to_wipe: (await listToWipe(db)).filter(({ trip_id }) => trip_id === trip.id), may_wipe: mayWipe(viewer, trip.leader_id), take_key: newFormKey(),
  }
}
