import { noteSince } from '../../figures/store.ts'
import { addDays, dayOf } from '../days.ts'
import type { Act } from '../../database/act.ts'
import type { Db } from '../../database/open.ts'
import { type Actor, type Event, record } from '../../events/record.ts'
import { actOnce } from '../../http/once.ts'
import { listMoves, type Move, moveDue } from '../../loans/move-due.ts'
import { withdrawReminders } from '../../reminders/withdraw.ts'
import { readCalendar } from './store.ts'

/** What to do with open loans that the change moves; null asks first. */
export type Choice = 'move' | 'leave' | null
export type Change = {
  key: string, fields: unknown, choice: Choice, actor: Actor
  write: (db: Act) => Promise<void>
  event: Omit<Event, 'subject' | 'subject_id'>
}
export type Changed = { moves: Move[], asked: boolean }

class AskFirst extends Error {
  readonly moves: Move[]
  constructor(moves: Move[]) {
    super('open loans would move')
    this.moves = moves
  }
}

/**
 * Changes the school's calendar in one act. Where open loans would be due at another time and nobody has said what is
 * to become of them, nothing is changed and they are returned as `asked`. Throws KeyReused.
 */
export async function changeCalendar(db: Db, change: Change, now: Date): Promise<Changed> {
  const { key, fields, choice } = change
  try {
    return await actOnce(db, key, { fields, choice }, now, (db) => write(db, change, now))
  } catch (error) {
    if (error instanceof AskFirst) return { moves: error.moves, asked: true }
    throw error
  }
}

async function write(db: Act, { choice, actor, event, write }: Change, now: Date): Promise<Changed> {
  const before = await readCalendar(db)
  await write(db)
  const after = await readCalendar(db)
  await withdrawReminders(db, before, after, now)
  const moves = await listMoves(db, before, after)
  if (moves.length > 0 && choice === null) throw new AskFirst(moves)
  if (choice === 'move') await moveDue(db, moves, actor, now)
  await noteSince(db, addDays(dayOf(now), -366))
  await record(db, actor, now, { ...event, subject: 'school', subject_id: 'school' })
  return { moves: choice === 'move' ? moves : [], asked: false }
}

