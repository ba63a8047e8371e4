import { at, dayOf } from '../calendar/days.ts'
import { backBy } from './back-by.ts'
import { freeAt, isNamedBy } from './rules.ts'
import { type Borrowing, isTheirs, keptOf, wantsOf } from './kept.ts'
import { allOf, standingOf, type When } from './standing.ts'
import type { ReservationRow } from './store.ts'

/** What is lent: by its own code, with the set that it lives in, or as one of its type. */
export type Lent = { device_id: string, set_id: string | null, type_name: string }
/** A device that can be reserved, and when a loan of it that is open is due. */
export type Shelved = { device_id: string, type_id: string, set_id: string | null, due_at: string | null }

/** All that decides what of a device is reserved: the reservations that stand, what is there, and who borrows at which moment. */
export type Room = { rows: readonly ReservationRow[], stock: readonly Shelved[], borrowing: Borrowing, when: When }

/** The reservation of today that a device is collected for, until it ends: the earliest, and of one time what names it before a number of its type. */
export function fittingOf({ rows, borrowing, when: { now } }: Room, device: Lent): ReservationRow | null {
  const fitting = rows.filter((row) => isToCollect(row, borrowing, now) && asksFor(row, device))
  return fitting.find((row) => row.type_id === null && row.starts === fitting[0]!.starts) ?? fitting[0] ?? null
}

/** Theirs, today, and not all of it collected yet: until it ends. */
export function isToCollect(row: ReservationRow, by: Borrowing, now: Date): boolean {
  return row.day === dayOf(now) && isTheirs(row, by) && row.collected < allOf(row) && now.toISOString() < at(row.day, row.ends)
}

function asksFor(row: ReservationRow, device: Lent): boolean {
  return row.type_id === null ? isNamedBy(row, device) : row.type_name === device.type_name
}

/** The first reservation of somebody else that is in the way of lending a device until it is due (UTC ISO); `kept`: it is kept back for them now. */
export type InTheWayOfLoan = { row: ReservationRow, starts_at: string, kept: boolean }

export function inTheWayOfLoan(room: Room, device: Lent, dueAt: string): InTheWayOfLoan | null {
  const fitting = fittingOf(room, device)
  for (const row of room.rows.filter((row) => keptOf(row, room.when, room.borrowing) > 0)) {
    const starts_at = at(row.day, row.starts)
    const kept = standingOf(row, room.when) === 'ready'
    if (!kept && starts_at >= dueAt) continue
    if (row.type_id === null ? isNamedBy(row, device) : isShortFor(room, row, device, fitting)) return { row, starts_at, kept }
  }
  return null
}

/** Whether, without this one, fewer of its type would be there when it is wanted than others have reserved; what they have reserved by name themselves is not there either. */
function isShortFor({ rows, when, borrowing, ...room }: Room, row: ReservationRow, device: Lent, fitting: ReservationRow | null): boolean {
  if (row.type_name !== device.type_name || isOwnTurn(fitting, row)) return false
  const stock = room.stock.map(({ due_at, ...one }) => ({ ...one, from: backBy(due_at, row.day, when.now) }))
  if (!stock.some(({ device_id, from }) => device_id === device.device_id && from <= row.starts)) return false
  const wants = wantsOf(rows.filter(({ day }) => day === row.day), when, (other) => (other.type_id === null && isTheirs(other, borrowing) ? null : borrowing))
  return freeAt(row.type_id!, row.starts, stock.filter(({ device_id }) => device_id !== device.device_id), wants) < 0
}

/** What they collect in their own lesson was counted when they reserved it. */
function isOwnTurn(fitting: ReservationRow | null, row: ReservationRow): boolean {
  return fitting !== null && fitting.day === row.day && fitting.type_id === row.type_id && fitting.starts <= row.starts && row.starts < fitting.ends
}

/** The room once a device is lent until it is due (UTC ISO): the next of the same act is judged by it. */
export function afterLending(room: Room, device: Lent, dueAt: string): Room {
  const fitting = fittingOf(room, device)
  return {
    ...room,
    rows: room.rows.map((row) => (row === fitting ? { ...row, collected: row.collected + 1 } : row)),
    stock: room.stock.map((one) => (one.device_id === device.device_id ? { ...one, due_at: dueAt } : one)),
  }
}
