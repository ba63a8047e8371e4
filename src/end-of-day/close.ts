import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { sayFor } from '../http/say.ts'
import type { Settings } from '../settings/store.ts'
import { type Counted, readDay } from './day.ts'
import { closesFrom, isMissed, type Today } from './rules.ts'
import { type CheckLine, closeLater, findCheck, insertCheck, insertLines, listLaterIds } from './store.ts'

/** Why a check is not closed now, in words; null when it was. */
export type Closed = { refused: string | null }
export type Closing = { actor: Actor & { person_id: string }, settings: Settings }

const CLOSED_SCHOOL = 'The school is closed today, so there is no check'

/** Closes the day's check in one act: the count and a line for whatever is not in; from then on it stands (M5). */
export function closeCheck(db: Db, key: string, { actor, settings }: Closing, now: Date): Promise<Closed> {
  return actOnce(db, key, { close: actor.person_id }, now, (db) => close(db, actor, settings, now), isDone)
}

const isDone = ({ refused }: Closed) => refused === null

async function close(db: Act, actor: Closing['actor'], settings: Settings, now: Date): Promise<Closed> {
  const { today, calendar, devices } = await readDay(db, settings, now)
  if (!today) return { refused: CLOSED_SCHOOL }
  const from = closesFrom(today.day, calendar)
  if (now.toISOString() < from) return { refused: `The check can be closed from ${sayFor(now).time(from)}, when the school day ends` }
  if (await findCheck(db, today.day)) return { refused: null }
  const count = countsOf(devices)
  await insertCheck(db, {
    day: today.day, closed_at: now.toISOString(), closed_by_id: actor.person_id, full_sweep: today.full_sweep ? 1 : 0, ...count,
    later_closed_at: null, later_closed_by_id: null, later_not_back_count: null,
  })
  await insertLines(db, devices.flatMap((device) => lineOf(device, today, device.result, now)))
  await record(db, actor, now, { verb: 'check.closed', subject: 'day', subject_id: today.day, data: count })
  return { refused: null }
}

export function countsOf(devices: readonly Counted[]) {
  const many = (result: Counted['result']) => devices.filter((device) => device.result === result).length
  return {
    in_count: many('in'), later_count: many('expected later'), off_site_count: many('off-site'),
    excused_count: many('excused'), not_back_count: many('not back'),
  }
}

function lineOf(device: Counted, { day }: Today, result: Counted['result'], now: Date): CheckLine[] {
  if (result === 'in') return []
  const { device_id, reason, loan_id, borrower_id, keeper_id, answers_id, class_id, due_at, last_seen_at, last_place } = device
  return [{
    day, device_id, result, at: now.toISOString(), reason, exception_id: reason === 'exception' ? device.exception!.id : null,
    loan_id, holder_id: borrower_id ?? keeper_id, answers_id, class_id, due_at, last_seen_at, last_place, found_at: null,
  }]
}

/** The second, small close: what was expected later and has not come is not back either. By anybody who may do the check. */
export function closeExpectedLater(db: Db, { actor, settings }: Closing, now: Date): Promise<Closed> {
  return act(db, async (db) => {
    const { today, devices } = await readDay(db, settings, now)
    const check = today && await findCheck(db, today.day)
    if (!today || !check) return { refused: 'Close the check itself first' }
    if (check.later_closed_at !== null) return { refused: null }
    const awaited = new Set((await listLaterIds(db, today.day)).map(({ device_id }) => device_id))
    const missed = devices.filter((device) => awaited.has(device.device_id) && isMissed(device, device, today))
    await insertLines(db, missed.flatMap((device) => lineOf(device, today, 'not back', now)))
    const later_not_back_count = missed.length
    await closeLater(db, today.day, { later_closed_at: now.toISOString(), later_closed_by_id: actor.person_id, later_not_back_count })
    await record(db, actor, now, { verb: 'check.later closed', subject: 'day', subject_id: today.day, data: { later_not_back_count } })
    return { refused: null }
  })
}
