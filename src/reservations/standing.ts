import { type Calendar, isStaffDay } from '../calendar/calendar.ts'
import { at } from '../calendar/days.ts'
import type { Row } from '../database/tables.ts'

/**
 * `ready`: it is kept for them now; `not collected`: it was not in time, and is anybody's again; `closed`: the school is closed on its
 * day; `offered`: whoever reserved it is away, and somebody else may take it over.
 */
export type Standing = 'cancelled' | 'closed' | 'coming' | 'ready' | 'offered' | 'collected' | 'part collected' | 'not collected'

/** So long before it starts it is kept back, minutes. */
const KEPT_BEFORE = 30
const MINUTE = 60_000

/** `collected` counts its loans, `in_set` the devices of a trolley or set that is reserved; so many minutes after its start (`held_minutes`) what was not collected is kept no longer. */
export type Standable = Pick<Row<'reservations'>, 'day' | 'starts' | 'ends' | 'wanted' | 'cancelled_at' | 'offered_at' | 'made_way_at'> & { collected: number, in_set: number | null }
export type When = { now: Date, calendar: Calendar, held_minutes: number }

export function whenOf(now: Date, calendar: Calendar, { reservation_held_minutes: held_minutes }: { reservation_held_minutes: number }): When {
  return { now, calendar, held_minutes }
}

/** Where a reservation stands at a moment: worked out, never typed in. */
export function standingOf(reservation: Standable, { now, calendar, held_minutes }: When): Standing {
  const { collected, cancelled_at, offered_at, made_way_at } = reservation
  if (cancelled_at !== null) return 'cancelled'
  if (collected >= allOf(reservation)) return 'collected'
  if (!isStaffDay(reservation.day, calendar)) return 'closed'
  if (made_way_at !== null || now.getTime() >= keptUntil(reservation, held_minutes)) return collected > 0 ? 'part collected' : 'not collected'
  if (offered_at !== null) return 'offered'
  return now.getTime() >= keptFrom(reservation) ? 'ready' : 'coming'
}

/** How many it is in all: a trolley is as many as live in it. */
export function allOf({ wanted, in_set }: Pick<Standable, 'wanted' | 'in_set'>): number {
  return in_set ?? wanted
}

const HOLDING: readonly Standing[] = ['coming', 'ready', 'offered']

/** How many it wants still: what is collected, or was not in time, is not counted twice. */
export function remainingOf(reservation: Standable, when: When): number {
  return HOLDING.includes(standingOf(reservation, when)) ? allOf(reservation) - reservation.collected : 0
}

/** Whether somebody else may take it over now. */
export function isOffered(reservation: Standable, when: When): boolean {
  return standingOf(reservation, when) === 'offered'
}

/** Whether it can be offered to others: nothing of it is collected yet. */
export function mayBeOffered(reservation: Standable, when: When): boolean {
  return reservation.collected === 0 && ['coming', 'ready'].includes(standingOf(reservation, when))
}

/** From when it is kept back, in milliseconds. */
export function keptFrom({ day, starts }: Pick<Standable, 'day' | 'starts'>): number {
  return Date.parse(at(day, starts)) - KEPT_BEFORE * MINUTE
}

/** Until when it is kept where nobody comes, in milliseconds: never beyond its end. */
function keptUntil({ day, starts, ends }: Standable, heldMinutes: number): number {
  return Math.min(Date.parse(at(day, starts)) + heldMinutes * MINUTE, Date.parse(at(day, ends)))
}
