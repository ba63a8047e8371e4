import { at, dayOf } from '../calendar/days.ts'
import { backBy } from './back-by.ts'
import { freeAt, isNamedBy } from './rules.ts'
import { hasLeft, remainingOf, standingOf, type When } from './standing.ts'
import type { ReservationRow } from './store.ts'

/** What is lent: by its own code, with the set that it lives in, or as one of its type. */
export type Lent = { device_id: string, set_id: string | null, type_name: string }
/** A device that can be reserved, and when a loan of it that is open is due. */
export type Shelved = { device_id: string, type_id: string, set_id: string | null, due_at: string | null }
export type Borrowing = { borrower_id: string, class_id: string | null }

/** All that decides what of a device is reserved: the reservations that stand, what is there, and who borrows at which moment. */
export type Room = { rows: readonly ReservationRow[], stock: readonly Shelved[], borrowing: Borrowing, when: When }

/** Their own, or that of the class it is for. */
export function isTheirs({ person_id, class_id }: Pick<ReservationRow, 'person_id' | 'class_id'>, by: Borrowing): boolean {
  return person_id === by.borrower_id || (class_id !== null && class_id === by.class_id)
}

/** The reservation of today that a device is collected for, until it ends: the earliest, and of one time what names it before a number of its type. */
export function fittingOf({ rows, borrowing, when: { now } }: Room, device: Lent): ReservationRow | null {
  const fitting = rows.filter((row) => isToCollect(row, borrowing, now) && asksFor(row, device))
  return fitting.find((row) => row.type_id === null && row.starts === fitting[0]!.starts) ?? fitting[0] ?? null
}

/** Theirs, today, and not all of it collected yet: until it ends. */
export function isToCollect(row: ReservationRow, by: Borrowing, now: Date): boolean {
  return row.day === dayOf(now) && isTheirs(row, by) && row.collected < row.wanted && now.toISOString() < at(row.day, row.ends)
}

function asksFor(row: ReservationRow, device: Lent): boolean {
  return row.type_id === null ? isNamedBy(row, device) : row.type_name === device.type_name
}

/** The first reservation of somebody else that is in the way of lending a device until it is due (UTC ISO); `kept`: it is kept back for them now. */
export type InTheWayOfLoan = { row: ReservationRow, starts_at: string, kept: boolean }

export function inTheWayOfLoan(room: Room, device: Lent, dueAt: string): InTheWayOfLoan | null {
  const fitting = fittingOf(room, device)
  for (const row of room.rows.filter((row) => isTheirsToHave(row, room))) {
    const starts_at = at(row.day, row.starts)
    const kept = standingOf(row, room.when) === 'ready'
    if (!kept && starts_at >= dueAt) continue
    if (row.type_id === null ? isNamedBy(row, device) : isShortFor(room, row, device, fitting)) return { row, starts_at, kept }
  }
  return null
}

/** Whoever offered theirs, or has left by then, keeps nothing back. */
function isTheirsToHave(row: ReservationRow, { borrowing, when }: Room): boolean {
  return !isTheirs(row, borrowing) && row.offered_at === null && !hasLeft(row) && remainingOf(row, when) > 0
}

/** Whether, without this one, fewer of its type would be there when it is wanted than others have reserved. */
function isShortFor(room: Room, row: ReservationRow, device: Lent, fitting: ReservationRow | null): boolean {
  if (row.type_name !== device.type_name || isOwnTurn(fitting, row)) return false
  const stock = room.stock.map(({ due_at, ...one }) => ({ ...one, from: backBy(due_at, row.day, room.when.now) }))
  if (!stock.some(({ device_id, from }) => device_id === device.device_id && from <= row.starts)) return false
  const wants = room.rows.filter((other) => other.day === row.day && (isTheirsToHave(other, room) || isOwnByName(other, room)))
    .map((other) => ({ ...other, wanted: remainingOf(other, room.when) }))
  return freeAt(row.type_id!, row.starts, stock.filter(({ device_id }) => device_id !== device.device_id), wants) < 0
}

/** What they collect in their own lesson was counted when they reserved it. */
function isOwnTurn(fitting: ReservationRow | null, row: ReservationRow): boolean {
  return fitting !== null && fitting.day === row.day && fitting.type_id === row.type_id && fitting.starts <= row.starts && row.starts < fitting.ends
}

function isOwnByName(row: ReservationRow, { borrowing, when }: Room): boolean {
  return row.type_id === null && isTheirs(row, borrowing) && remainingOf(row, when) > 0
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
