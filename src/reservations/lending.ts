import { dayOf } from '../calendar/days.ts'
import type { ReservedFacts } from '../custody/reserved.ts'
import type { Act } from '../database/act.ts'
import { listShelved } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'
import { sayFor } from '../http/say.ts'
import { type Borrowing, isTheirs } from './kept.ts'
import { afterLending, fittingOf, inTheWayOfLoan, type Lent, type Room } from './rules-of-lending.ts'
import { readWhen } from './stock.ts'
import { listOpenFrom, type ReservationRow } from './store.ts'
import { wantedWords } from './words.ts'

/** What others have reserved of one device of an act; `wanted_from` (UTC ISO) ends its loan sooner. */
export type OfDevice = { facts: ReservedFacts | null, wanted_from: string | null }

const NOTHING: OfDevice = { facts: null, wanted_from: null }

/** `types`: the names of those that may be lent. */
export type Judging = Borrowing & { off_site: boolean, last_due_day: string, types: readonly string[] }

/** Each asks as the act stands: what a device is collected for, what of it others have reserved until it is due (UTC ISO), and that it is lent. */
export type ReservedOf = {
  collects: (device: Lent) => ReservationRow | null
  of: (device: Lent, dueAt: string) => OfDevice
  lent: (device: Lent, dueAt: string) => void
}

/**
 * What is reserved of the devices of one act, asked of one after another: what was lent before counts. Where no reservation stands
 * between today and the last day on which something would be due, one query says so.
 */
export async function readReserved(db: Db, wish: Judging, now: Date): Promise<ReservedOf> {
  const rows = await listOpenFrom(db, dayOf(now), wish.last_due_day)
  if (rows.length === 0) return { collects: () => null, of: () => NOTHING, lent: () => {} }
  const counted = rows.some((row) => row.type_id !== null && wish.types.includes(row.type_name!) && !isTheirs(row, wish))
  const stock = counted ? await listShelved(db) : []
  let room: Room = { rows, stock, borrowing: wish, when: await readWhen(db, now) }
  return {
    collects: (device) => fittingOf(room, device),
    of: (device, dueAt) => ofDevice(room, device, dueAt, wish.off_site),
    lent: (device, dueAt) => { room = afterLending(room, device, dueAt) },
  }
}

/** What leaves the school is not there when it is wanted; what stays is lent until then. */
function ofDevice(room: Room, device: Lent, dueAt: string, offSite: boolean): OfDevice {
  const found = inTheWayOfLoan(room, device, dueAt)
  if (!found) return NOTHING
  const { row, starts_at, kept } = found
  const { now } = room.when
  const say = sayFor(now)
  if (!kept && !offSite) return { facts: { kept: null, wanted: { by: row.person, by_time: row.day === dayOf(now) ? say.time(starts_at) : say.when(starts_at) } }, wanted_from: starts_at }
  const when = row.day === dayOf(now) ? row.slot : `${say.day(row.day)}, ${row.slot}`
  const kept_back = { by: row.person, what: wantedWords(row), when, all_left: row.type_id !== null }
  return { facts: { kept: kept_back, wanted: null }, wanted_from: null }
}

const insertLinks = prepared((db: Db, links: Row<'reservation_loans'>[]) => db.insertInto('reservation_loans').values(links))

/** Says which loans were collected for which reservation. */
export async function keepCollected(db: Act, links: Row<'reservation_loans'>[]): Promise<void> {
  if (links.length > 0) await insertLinks(db, links)
}
