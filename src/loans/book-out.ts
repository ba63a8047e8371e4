import { act, isRefusedBy, isUniqueViolation } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { once } from '../http/once.ts'
import { type BookedOut, type BookOut, lend } from './lend.ts'

/**
 * Books out for a form that may be sent again: the same key gives the same loan, a refusal leaves the key unused (M1).
 * Who loses a race to the database's own rules is judged again, and so gets the reasons. Throws KeyReused.
 */
export function bookOutOnce(db: Db, key: string, wish: BookOut, now: Date): Promise<BookedOut> {
  const isDone = ({ loans }: BookedOut) => loans.length > 0
  const run = () => act(db, (db) => once(db, key, wish, now, () => lend(db, wish, now), isDone))
  return run().catch((error: unknown) => {
    if (isUniqueViolation(error) || isRefusedBy(error, 'out-of-use')) return run()
    throw error
  })
}
