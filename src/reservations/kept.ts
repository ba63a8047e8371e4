import type { Row } from '../database/tables.ts'
import { remainingOf, type Standable, type When } from './standing.ts'

/** Who borrows, and for which class. */
export type Borrowing = { borrower_id: string, class_id: string | null }
export type Keepable = Standable & Pick<Row<'reservations'>, 'person_id' | 'class_id'> & { last_day: string | null }

/**
 * How many of a reservation are kept from being had by others. Whoever has left by its day (`last_day`) keeps nothing, until it is given to
 * somebody or cancelled. From a borrower (`from`) nothing is kept that is theirs, nor what is offered to others: that is only not reserved anew.
 */
export function keptOf(reservation: Keepable, when: When, from: Borrowing | null = null): number {
  const { day, last_day, offered_at } = reservation
  const hasLeft = last_day !== null && last_day < day
  const isTheirsToTake = from !== null && (offered_at !== null || isTheirs(reservation, from))
  return hasLeft || isTheirsToTake ? 0 : remainingOf(reservation, when)
}

/** What of some reservations is kept, each from whom `from` says. */
export function wantsOf<Of extends Keepable>(reservations: readonly Of[], when: When, from: (one: Of) => Borrowing | null = () => null): Of[] {
  return reservations.map((one) => ({ ...one, wanted: keptOf(one, when, from(one)) })).filter(({ wanted }) => wanted > 0)
}

/** Their own, or that of the class it is for. */
export function isTheirs({ person_id, class_id }: Pick<Keepable, 'person_id' | 'class_id'>, by: Borrowing): boolean {
  return person_id === by.borrower_id || (class_id !== null && class_id === by.class_id)
}
