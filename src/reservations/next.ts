import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { linesOf, type ReservationLine } from './lines.ts'
import { readWhen } from './stock.ts'
import { listNext } from './store.ts'

/** `href` is where it can be reserved, for whoever may. */
export type NextReservations = { lines: ReservationLine[], href: string | null }

/** What stands for a device, or for a set, from today on. */
export async function nextOf(db: Db, viewer: Account, { device_id, set_id, code }: { device_id: string | null, set_id: string | null, code: string }, now: Date): Promise<NextReservations> {
  const rows = await listNext(db, device_id, set_id, dayOf(now))
  return { lines: rows.length === 0 ? [] : linesOf(rows, await readWhen(db, now)), href: can(viewer.roles, 'book-out') ? `/reservations/new?${new URLSearchParams({ what: 'device', code }).toString()}` : null }
}
