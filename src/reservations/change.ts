import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { Forbidden } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { problemsToHave } from './ask-rules.ts'
import { problemsInTheWay } from './in-the-way.ts'
import { writeOfReservation } from './letters.ts'
import { meantBy } from './meant.ts'
import { readWhen } from './stock.ts'
import { remainingOf } from './standing.ts'
import { needReservation, type ReservationRow, writeReservation } from './store.ts'

/** `for_others`: they may change what somebody else has reserved; `address` is the school's own. */
export type By = Actor & { person_id: string, for_others: boolean, address: string }
export type Changed = { id: string } | { problems: Problem[] }

/** Whoever reserved something, or those who book out for others. Throws NotFound, Forbidden. */
async function needOwn(db: Act, id: string, by: By): Promise<ReservationRow> {
  const found = await needReservation(db, id)
  if (found.person_id !== by.person_id && !by.for_others) throw new Forbidden('Somebody else has reserved that.')
  return found
}

/** It is not wanted any more; said twice, it was said once. Throws NotFound, Forbidden. */
export function cancelReservation(db: Db, id: string, by: By, now: Date): Promise<void> {
  return act(db, async (db) => {
    const stands = await needOwn(db, id, by)
    if (await writeReservation(db, id, { cancelled_at: now.toISOString(), cancelled_by_id: by.person_id })) await told(db, by, 'cancelled', stands, now)
  })
}

export type Change = { wanted: number | null, class_id: string | null, purpose: string }

/** How many, for which class and what for, while it is still to be collected; more only where there are more. Throws NotFound, Forbidden. */
export function changeReservation(db: Db, id: string, change: Change, by: By, now: Date): Promise<Changed> {
  return act<Changed>(db, async (db) => {
    const stands = await needOwn(db, id, by)
    const wanted = stands.type_id === null ? 1 : change.wanted
    if (wanted === null) return { problems: [{ name: 'wanted', message: 'Say how many' }] }
    const problems = await problemsOf(db, stands, { ...change, wanted }, now)
    if (problems.length > 0) return { problems }
    await writeReservation(db, id, { ...change, wanted })
    await told(db, by, 'changed', { ...stands, ...change, wanted }, now)
    return { id }
  })
}

const OVER = 'It is over, and stays as it was'

async function problemsOf(db: Act, stands: ReservationRow, { wanted, class_id }: Change & { wanted: number }, now: Date): Promise<Problem[]> {
  const when = await readWhen(db, now)
  if (remainingOf(stands, when) === 0) return [{ name: 'purpose', message: OVER }]
  if (stands.type_id !== null && wanted < stands.collected) return [{ name: 'wanted', message: `${stands.collected} are collected already` }]
  const { problems } = await meantBy(db, { ...stands, class_id, what: whatOf(stands), wanted })
  return problems.length > 0 || stands.type_id === null ? problems : problemsInTheWay(db, [{ ...stands, wanted: wanted - stands.collected }], when)
}

export const whatOf = ({ type_id, set_id, device_code }: ReservationRow) => (type_id ? { type_id } : set_id ? { set_id } : { code: device_code! })

/** Gives it to somebody else. Throws NotFound, Forbidden. */
export function giveReservation(db: Db, id: string, personId: string, by: By, now: Date): Promise<Changed> {
  return act<Changed>(db, async (db) => {
    const stands = await needOwn(db, id, by)
    if (remainingOf(stands, await readWhen(db, now)) === 0) return { problems: [{ name: 'person_id', message: OVER }] }
    const { problems } = await handOver(db, stands, personId, by, now)
    if (problems.length > 0) return { problems }
    const given = await needReservation(db, id)
    await writeOfReservation(db, given, { deed: 'given', to_id: personId, by_id: by.person_id, address: by.address }, now)
    await writeOfReservation(db, given, { deed: 'gone', to_id: stands.person_id, by_id: by.person_id, address: by.address }, now)
    return { id }
  })
}

/** The same inside an act that does more: their class and what it is for stay as they were. */
export async function handOver(db: Act, stands: ReservationRow, personId: string, actor: Actor, now: Date): Promise<{ problems: Problem[] }> {
  const { person, refused } = await meantBy(db, { ...stands, what: whatOf(stands), person_id: personId, class_id: null })
  const problems = problemsToHave({ person, refused, day: stands.day, until_day: null })
  if (problems.length > 0) return { problems: problems.map(({ message }) => ({ name: 'person_id', message })) }
  await writeReservation(db, stands.id, { person_id: personId, offered_at: null, offered_by_id: null })
  await record(db, actor, now, { verb: 'reservation.given', subject: 'reservation', subject_id: stands.id, data: { from_id: stands.person_id, to_id: personId } })
  return { problems: [] }
}

async function told(db: Act, by: By, deed: 'cancelled' | 'changed', row: ReservationRow, now: Date): Promise<void> {
  const { id, person_id } = row
  await writeOfReservation(db, row, { deed, to_id: person_id, by_id: by.person_id, address: by.address }, now)
  await record(db, by, now, { verb: `reservation.${deed}`, subject: 'reservation', subject_id: id, data: { person_id } })
}
