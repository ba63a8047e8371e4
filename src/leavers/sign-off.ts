import { addDays, at, dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { takeOut } from '../out-of-use/take-out.ts'
import { listOutstanding } from './outstanding.ts'
import { FIRST_TOLD_DAYS } from './rules.ts'
import { findLeaver, insertClearance, insertLines, insertWriteOff, listEnded } from './store.ts'

type Signer = Actor & { person_id: string }
export type SignedOff = { clearance_id: string } | { refused: string }

/** From when on (UTC ISO) what a leaver gave back stands on their certificate: the three weeks before their last day, or before today where that is sooner. */
export function clearedSince(lastDay: string, today: string): string {
  return at(addDays(today < lastDay ? today : lastDay, -FIRST_TOLD_DAYS), '00:00')
}

/** Signs a leaver off when nothing is outstanding, and freezes what they gave back with its codes, people by their ids alone: one certificate for each last day (M13). Throws NotFound. */
export function signOff(db: Db, key: string, wish: { person_id: string, actor: Signer }, now: Date): Promise<SignedOff> {
  return actOnce(db, key, wish, now, (db) => sign(db, wish, now), (done) => 'clearance_id' in done)
}

async function sign(db: Act, { person_id, actor }: { person_id: string, actor: Signer }, now: Date): Promise<SignedOff> {
  const leaver = await findLeaver(db, person_id)
  if (!leaver) throw new NotFound('They have no last day.')
  if (leaver.clearance_id) return { clearance_id: leaver.clearance_id }
  if (actor.person_id === person_id) return { refused: 'Nobody signs themselves off. Ask somebody else in the office' }
  if ((await listOutstanding(db, [person_id], dayOf(now))).length > 0) return { refused: 'Something is outstanding still, so it cannot be signed off' }
  const [id, ended] = [newId(), await listEnded(db, person_id, clearedSince(leaver.last_day, dayOf(now)))]
  await insertClearance(db, { id, person_id, last_day: leaver.last_day, signed_at: now.toISOString(), signed_by_id: actor.person_id })
  await insertLines(db, ended.map((line, position) => ({ clearance_id: id, position, ...line })))
  await record(db, actor, now, { verb: 'leaver.signed off', subject: 'person', subject_id: person_id, data: { clearance_id: id, lines: ended.length } })
  return { clearance_id: id }
}

type WritingOff = { person_id: string, device_id: string, reason: string, actor: Signer, address: string }
export type WrittenOff = { write_off_id: string } | { refused: string }

/** With the business manager's authority what a leaver cannot give back is down as lost, for a reason, and waited for no more. Throws NotFound. */
export function writeOff(db: Db, key: string, wish: WritingOff, now: Date): Promise<WrittenOff> {
  return actOnce(db, key, wish, now, async (db) => {
    const { person_id, device_id, reason, actor, address } = wish
    const line = (await listOutstanding(db, [person_id], dayOf(now))).find((one) => one.device_id === device_id)
    if (!line) throw new NotFound('They do not have that device.')
    if (actor.person_id === person_id) return { refused: 'Nobody writes off what they have themselves' }
    const taken = await takeOut(db, { device_id, because: 'lost', note: reason, actor, address }, now)
    if ('reasons' in taken) return { refused: taken.reasons.map(({ words }) => words).join('. ') }
    const write_off_id = newId()
    await insertWriteOff(db, { id: write_off_id, person_id, device_id, had: line.kind === 'loan' ? 'borrowed' : 'looked after', reason, at: now.toISOString(), by_id: actor.person_id })
    await record(db, actor, now, { verb: 'leaver.written off', subject: 'device', subject_id: device_id, data: { write_off_id, person_id } })
    return { write_off_id }
  }, (done) => 'write_off_id' in done)
}
