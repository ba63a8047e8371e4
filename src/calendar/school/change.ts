import { noteSince } from '../../figures/store.ts'
import { addDays, dayOf } from '../days.ts'
import type { Act } from '../../database/act.ts'
import type { Db } from '../../database/open.ts'
import { type Actor, type Event, record } from '../../events/record.ts'
import { actOnce } from '../../http/once.ts'
import { listMoves, type Move, moveDue } from '../../loans/move-due.ts'
import { withdrawReminders } from '../../reminders/withdraw.ts'
import type { ReservationLine } from '../../reservations/lines.ts'
import { cancelWithoutLesson, listWithoutLesson } from '../../reservations/without-lesson.ts'
import { readCalendar } from './store.ts'

/** What to do with open loans that the change moves, and with reservations that it leaves without a lesson; null asks first. */
export type Choice = 'move' | 'leave' | null
export type Change = {
  key: string, fields: unknown, choice: Choice, actor: Actor
  /** The school's own. */
  address: string
  write: (db: Act) => Promise<void>
  event: Omit<Event, 'subject' | 'subject_id'>
}
export type Effects = { moves: Move[], lost: ReservationLine[] }
/** How many loans were moved and reservations cancelled. */
export type Changed = { moved: number, cancelled: number }

class AskFirst extends Error {
  readonly effects: Effects
  constructor(effects: Effects) {
    super('open loans would move, or reservations have no lesson')
    this.effects = effects
  }
}

/**
 * Changes the school's calendar in one act. Where open loans would be due at another time, or reservations have no lesson any more, and
 * nobody has said what is to become of them, nothing is changed and they are returned instead. Throws KeyReused.
 */
export async function changeCalendar(db: Db, change: Change, now: Date): Promise<Changed | { asked: Effects }> {
  const { key, fields, choice } = change
  try {
    return await actOnce(db, key, { fields, choice }, now, (db) => write(db, change, now))
  } catch (error) {
    if (error instanceof AskFirst) return { asked: error.effects }
    throw error
  }
}

const NOTHING: Effects = { moves: [], lost: [] }

async function write(db: Act, { choice, actor, address, event, write }: Change, now: Date): Promise<Changed> {
  const before = await readCalendar(db)
  await write(db)
  const after = await readCalendar(db)
  await withdrawReminders(db, before, after, now)
  const effects = { moves: await listMoves(db, before, after), lost: await listWithoutLesson(db, before, after, now) }
  if (choice === null && effects.moves.length + effects.lost.length > 0) throw new AskFirst(effects)
  const { moves, lost } = choice === 'move' ? effects : NOTHING
  await moveDue(db, moves, actor, now)
  await cancelWithoutLesson(db, lost, actor, address, now)
  await noteSince(db, addDays(dayOf(now), -366))
  await record(db, actor, now, { ...event, subject: 'school', subject_id: 'school' })
  return { moved: moves.length, cancelled: lost.length }
}

