import type { Calendar } from '../calendar/calendar.ts'
import { dueAgain } from '../calendar/due.ts'
import { limitsOf } from '../custody/limits.ts'
import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import { readSettings } from '../settings/store.ts'

/** An open loan that a changed calendar makes due at another time; instants UTC ISO. */
export type Move = { loan_id: string, device_id: string, code: string, borrower: string, due_at: string, then_due_at: string }

/** The open loans that would be due at another time after a change of the calendar (M5). */
export async function listMoves(db: Db, before: Calendar, after: Calendar): Promise<Move[]> {
  const settings = await readSettings(db)
  const rows = await db.selectFrom('loans as l').innerJoin('people as p', 'p.id', 'l.borrower_id').innerJoin('devices as d', 'd.id', 'l.device_id')
    .select(['l.id as loan_id', 'l.device_id', 'd.code', 'p.name as borrower', 'p.last_day', 'p.kind', 'l.taken_at', 'l.due_at', 'l.off_site'])
    .where('l.returned_at', 'is', null).where('l.voided_at', 'is', null).orderBy('l.due_at').orderBy('l.id').execute()
  return rows.map(({ last_day, kind, taken_at, off_site, ...loan }) => (
    { ...loan, then_due_at: dueAgain({ taken_at, due_at: loan.due_at, off_site: off_site === 1, last_day, same_day: limitsOf(kind, settings).same_day }, before, after) }))
    .filter(({ due_at, then_due_at }) => due_at !== then_due_at)
}

/** Moves their due times; the event log keeps both. */
export async function moveDue(db: Act, moves: Omit<Move, 'code' | 'borrower'>[], actor: Actor, now: Date): Promise<void> {
  for (const due_at of new Set(moves.map(({ then_due_at }) => then_due_at))) {
    const ids = moves.filter(({ then_due_at }) => then_due_at === due_at).map(({ loan_id }) => loan_id)
    await db.updateTable('loans').set({ due_at }).where('id', 'in', ids).execute()
  }
  await record(db, actor, now, ...moves.map(({ loan_id, device_id, due_at, then_due_at }) => (
    { verb: 'loan.due moved', subject: 'device', subject_id: device_id, data: { loan_id, from: due_at, to: then_due_at } })))
}
