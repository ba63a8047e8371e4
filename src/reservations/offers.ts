import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { sayFor } from '../http/say.ts'
import { type Choice, listClassChoices } from '../loans/choices.ts'
import { linesOf, type ReservationLine } from './lines.ts'
import { listComing, listOffered } from './people-store.ts'
import { isOffered, mayBeOffered, type When } from './standing.ts'
import { readWhen } from './stock.ts'
import type { ReservationRow } from './store.ts'

/** The most that one page shows. */
const MOST = 100

/** What others may take over, the first lesson in front. */
export async function offeredLines(db: Db, when: When): Promise<ReservationLine[]> {
  const rows = await listOffered(db, dayOf(when.now), MOST)
  return linesOf(rows.filter((row) => isOffered(row, when)), when)
}

/** How many nobody has taken, for those who see to it. */
export async function offeredFor(db: Db, { roles }: Account, when: When): Promise<number> {
  return can(roles, 'arrange-returns') ? (await offeredLines(db, when)).length : 0
}

export type ToOffer = { choices: Choice[], offered: ReservationLine[] }

export const NOTHING_TO_OFFER: ToOffer = { choices: [], offered: [] }

/** Of what somebody has reserved: what can be offered to others, each with its words, and what is. */
export async function toOfferOf(db: Db, personId: string, now: Date): Promise<ToOffer> {
  const rows = await listComing(db, personId, dayOf(now))
  if (rows.length === 0) return NOTHING_TO_OFFER
  const [when, say] = [await readWhen(db, now), sayFor(now)]
  const lines = (some: ReservationRow[]) => linesOf(some, when)
  const choices = lines(rows.filter((row) => mayBeOffered(row, when))).map(({ id, what, day, slot }) => ({ value: id, label: `${what}, ${say.day(day)}, ${slot}` }))
  return { choices, offered: lines(rows.filter((row) => isOffered(row, when))) }
}

/** What the page of one that is offered lets its viewer do; null where it is not. */
export async function offerOf(db: Db, { person_id, roles }: Account, line: ReservationLine) {
  if (line.standing !== 'offered') return null
  const is_own = line.person_id === person_id
  return { may_take: !is_own, may_withdraw: is_own || can(roles, 'arrange-returns'), is_own, classes: is_own ? [] : await listClassChoices(db, person_id, line.day) }
}
