import { readsAll } from '../approvals/list.ts'
import { lineOf } from '../approvals/line.ts'
import { withDevices } from '../approvals/read.ts'
import { listByIds } from '../approvals/store.ts'
import type { Account } from '../auth/account.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { addressOf } from '../http/address.ts'
import { sayFor } from '../http/say.ts'
import { listTrips } from './store.ts'

const PER_PAGE = 50

/** What views/trips/index.ejs needs: everybody's trips to those who read permissions, to others their own. */
export async function listModel(db: Db, viewer: Account, before: string, now: Date) {
  const reads_all = await readsAll(db, viewer, now)
  const trips = await listTrips(db, reads_all ? null : viewer.person_id, before || null, PER_PAGE + 1)
  const shown = trips.slice(0, PER_PAGE)
  const approvals = await withDevices(db, await listByIds(db, shown.map(({ approval_id }) => approval_id)))
  const lines = new Map(approvals.map((approval) => [approval.id, lineOf(approval, dayOf(now), sayFor(now))]))
  return {
    trips: shown.map((trip) => ({ ...trip, approval: lines.get(trip.approval_id)! })), reads_all,
    older: trips.length > PER_PAGE ? addressOf('/trips', { before: shown.at(-1)!.id }) : null, newer: before === '' ? null : '/trips',
  }
}
