import { findOpenPause } from '../calendar/school/lateness.ts'
import type { Db } from '../database/open.ts'
import { newId } from '../database/ids.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { moveDue } from '../loans/move-due.ts'
import { dueAfterPause } from './rules.ts'
import { closePause, findPause, insertPause, listPaused } from './store.ts'

/** Stops the day's clock for what is out; while a pause is open another one changes nothing (M5). Throws KeyReused. */
export function beginPause(db: Db, key: string, actor: Actor, now: Date): Promise<void> {
  return actOnce(db, key, { actor }, now, async (db) => {
    if (await findOpenPause(db)) return null
    const id = newId()
    await insertPause(db, { id, from_at: now.toISOString(), until_at: null, by_id: actor.person_id, ended_by_id: null })
    await record(db, actor, now, { verb: 'pause.began', subject: 'school', subject_id: 'school', data: { pause_id: id } })
    return null
  }).then(() => undefined)
}

/** Starts it again: what falls due on the rest of that day is due later by as long. Throws NotFound and KeyReused. */
export function endPause(db: Db, key: string, wish: { pause_id: string, actor: Actor }, now: Date): Promise<{ moved: number }> {
  const { pause_id, actor } = wish
  return actOnce(db, key, wish, now, async (db) => {
    const pause = await findPause(db, pause_id)
    if (!pause) throw new NotFound('There is no such pause.')
    const { from_at } = pause
    const until_at = now.toISOString() > from_at ? now.toISOString() : from_at
    if (!await closePause(db, pause_id, actor.person_id, until_at)) return { moved: 0 }
    const loans = (await listPaused(db, from_at)).map((loan) => ({ ...loan, then_due_at: dueAfterPause(loan.due_at, { from_at, until_at }) }))
    const moves = loans.filter(({ due_at, then_due_at }) => due_at !== then_due_at)
    await moveDue(db, moves, actor, now)
    await record(db, actor, now, { verb: 'pause.ended', subject: 'school', subject_id: 'school', data: { pause_id, moved: moves.length } })
    return { moved: moves.length }
  })
}
