import { dayOf } from '../calendar/days.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { Forbidden } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { type Changed, handOver, whatOf } from './change.ts'
import { meantBy } from './meant.ts'
import { listComing, writeOffered } from './people-store.ts'
import { isOffered, mayBeOffered } from './standing.ts'
import { readWhen } from './stock.ts'
import { needReservation, type ReservationRow, writeReservation } from './store.ts'

type Self = Actor & { person_id: string }
export type Offering = { person_id: string, reservation_ids: readonly string[], actor: Self }
export type Offered = { ids: string[] } | { problems: Problem[] }

/** What somebody who is away has reserved is offered to others (M14); never why they are away. */
export function offerReservations(db: Db, offering: Offering, now: Date): Promise<Offered> {
  return act<Offered>(db, async (db) => {
    if (offering.actor.person_id === offering.person_id) return { problems: [{ name: '', message: 'These are your own: cancel them, or give them to somebody' }] }
    const ids = await offerThese(db, offering, now)
    return ids.length > 0 ? { ids } : { problems: [{ name: 'reservation_ids', message: 'Choose what others may have' }] }
  })
}

/** The same inside an act that does more; what is not theirs, offered already or collected in part stays as it is. */
export async function offerThese(db: Act, { person_id, reservation_ids, actor }: Offering, now: Date): Promise<string[]> {
  if (reservation_ids.length === 0) return []
  const when = await readWhen(db, now)
  const theirs = (await listComing(db, person_id, dayOf(now))).filter((row) => reservation_ids.includes(row.id) && mayBeOffered(row, when))
  const ids = theirs.map(({ id }) => id)
  if (ids.length === 0) return []
  await writeOffered(db, ids, { offered_at: now.toISOString(), offered_by_id: actor.person_id })
  await record(db, actor, now, ...ids.map((id) => ({ verb: 'reservation.offered', subject: 'reservation', subject_id: id, data: { person_id } })))
  return ids
}

const GONE: Problem = { name: '', message: 'It is not offered any more: somebody else has it, or it was taken back' }

type By = Self & { may_withdraw: boolean }

/** It is offered no longer, while nobody has taken it: whoever reserved it has it as before. Throws NotFound, Forbidden. */
export function withdrawOffer(db: Db, id: string, by: By, now: Date): Promise<Changed> {
  return act<Changed>(db, async (db) => {
    const stands = await needReservation(db, id)
    if (stands.person_id !== by.person_id && !by.may_withdraw) throw new Forbidden('Somebody else has reserved that.')
    if (stands.offered_at === null) return { problems: [GONE] }
    await putBack(db, stands, by, now)
    return { id }
  })
}

export type Takeover = { class_id: string | null, purpose: string, actor: Self }

/** Whoever is first has what is offered, for a class and a purpose of their own; said twice, it was said once. Throws NotFound. */
export function takeOver(db: Db, id: string, wish: Takeover, now: Date): Promise<Changed> {
  return act<Changed>(db, async (db) => {
    const stands = await needReservation(db, id)
    if (stands.person_id === wish.actor.person_id) return { id }
    if (!isOffered(stands, await readWhen(db, now))) return { problems: [GONE] }
    const problems = await problemsToTake(db, stands, wish, now)
    if (problems.length > 0) return { problems }
    await writeReservation(db, id, { class_id: wish.class_id, purpose: wish.purpose })
    return { id }
  })
}

async function problemsToTake(db: Act, stands: ReservationRow, { class_id, actor }: Takeover, now: Date): Promise<Problem[]> {
  const { problems } = await meantBy(db, { ...stands, what: whatOf(stands), person_id: actor.person_id, class_id })
  if (problems.length > 0) return problems
  return (await handOver(db, stands, actor.person_id, actor, now)).problems.map(({ message }) => ({ name: '', message }))
}

async function putBack(db: Act, { id, person_id }: ReservationRow, actor: Actor, now: Date): Promise<void> {
  await writeReservation(db, id, { offered_at: null, offered_by_id: null })
  await record(db, actor, now, { verb: 'reservation.offer withdrawn', subject: 'reservation', subject_id: id, data: { person_id } })
}
