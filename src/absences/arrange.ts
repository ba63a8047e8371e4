import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { act, type Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { ReturnHow } from '../database/tables.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { withdrawLettersTo } from '../reminders/withdraw.ts'
import { offerThese } from '../reservations/offer.ts'
import { heldBy } from './held.ts'
import { dayProblems } from './rules.ts'
import { findAbsence, findOpenOf, insertAbsence, listAllBack, writeAbsence } from './store.ts'

type Arranger = Actor & { person_id: string }
export type Arranging = { person_id: string, device_ids: string[], reservation_ids?: string[], by_day: string, how: ReturnHow, actor: Arranger }
export type Arranged = { id: string } | { problems: Problem[] }

/**
 * By a day somebody's devices are to be back while they are away, brought in or collected (M14), and what they have reserved is offered to others; never why. From now on nobody
 * reminds them, of what was written and has not gone either.
 */
export function arrangeReturn(db: Db, key: string, wish: Arranging, now: Date): Promise<Arranged> {
  return actOnce<Arranged>(db, key, wish, now, (db) => arrange(db, wish, now), (done) => 'id' in done)
}

async function arrange(db: Act, { person_id, device_ids, reservation_ids = [], by_day, how, actor }: Arranging, now: Date): Promise<Arranged> {
  await closeWhatIsBack(db, now)
  const devices = (await heldBy(db, person_id)).filter(({ device_id }) => device_ids.includes(device_id))
  const problems = await problemsOf(db, { person_id, by_day, actor, devices: devices.length }, now)
  if (problems.length > 0) return { problems }
  const id = newId()
  const absence = { id, person_id, by_day, how, made_at: now.toISOString(), made_by_id: actor.person_id, done_at: null, done_by_id: null }
  await insertAbsence(db, absence, devices.map(({ device_id, loan_id }) => ({ device_id, loan_id })))
  await offerThese(db, { person_id, reservation_ids, actor }, now)
  await withdrawLettersTo(db, person_id, now)
  await told(db, actor, 'arranged', { id, person_id }, now)
  return { id }
}

type Asked = Pick<Arranging, 'person_id' | 'by_day' | 'actor'> & { devices: number }

async function problemsOf(db: Act, { person_id, by_day, actor, devices }: Asked, now: Date): Promise<Problem[]> {
  const problem = (name: string, message: string) => ({ name, message })
  return [
    ...actor.person_id === person_id ? [problem('', 'Nobody arranges their own return. Ask somebody else in the office')] : [],
    ...await findOpenOf(db, person_id) ? [problem('', 'A return is arranged for them already. Change its day, or say that it is done')] : [],
    ...devices === 0 ? [problem('device_ids', 'Choose what is to come back')] : [],
    ...dayProblems(by_day, dayOf(now), await readCalendar(db)),
  ]
}

/** It comes back by another day, or in the other way. Throws NotFound. */
export function moveReturn(db: Db, id: string, { by_day, how, actor }: Pick<Arranging, 'by_day' | 'how' | 'actor'>, now: Date): Promise<Arranged> {
  return act(db, async (db) => {
    const absence = await needAbsence(db, id)
    const problems = dayProblems(by_day, dayOf(now), await readCalendar(db))
    if (problems.length > 0) return { problems }
    if (absence.done_at !== null || (absence.by_day === by_day && absence.how === how)) return { id }
    await writeAbsence(db, id, { by_day, how })
    await told(db, actor, 'moved', absence, now)
    return { id }
  })
}

/** Nothing more is awaited, whatever has come back: reminders begin again. Throws NotFound. */
export function endReturn(db: Db, id: string, actor: Arranger, now: Date): Promise<void> {
  return act(db, async (db) => {
    const absence = await needAbsence(db, id)
    if (absence.done_at !== null) return
    await writeAbsence(db, id, { done_at: now.toISOString(), done_by_id: actor.person_id })
    await told(db, actor, 'done', absence, now)
  })
}

/** What is all back is written down as done, so that what is open stays a short list; says how many there were. */
export function endWhatIsBack(db: Db, now: Date): Promise<number> {
  return act(db, (db) => closeWhatIsBack(db, now))
}

async function closeWhatIsBack(db: Act, now: Date): Promise<number> {
  const back = await listAllBack(db)
  for (const absence of back) {
    await writeAbsence(db, absence.id, { done_at: now.toISOString() })
    await told(db, { person_id: null, desk_id: null }, 'all back', absence, now)
  }
  return back.length
}

async function needAbsence(db: Act, id: string) {
  const absence = await findAbsence(db, id)
  if (!absence) throw new NotFound('There is no such return.')
  return absence
}

async function told(db: Act, actor: Actor, what: string, { id, person_id }: { id: string, person_id: string }, now: Date): Promise<void> {
  await record(db, actor, now, { verb: `return.${what}`, subject: 'person', subject_id: person_id, data: { absence_id: id } })
}
