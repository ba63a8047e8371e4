import { dayOf } from '../calendar/days.ts'
import { sayFor } from '../http/say.ts'
import { listHolders } from '../people/holders.ts'
import type { AskSource } from '../reminders/asks.ts'
import { exampleAsks, type Kept, lateAsks, resetAsks, sayLate, sayReset } from './reminders.ts'
import { periodsOf } from './rules.ts'
import { owedNow } from './standing.ts'
import { cellWords } from './words.ts'

/** The password resets' part in the daily letter. */
export const passwordResetAsks: AskSource<'password reset' | 'password resets late'> = {
  async read(db, { settings, calendar }, now) {
    const owed = settings.remind_resets ? await owedNow(db, periodsOf(calendar, settings), now) : null
    if (!owed) return []
    const { period, lines } = owed
    const devices = lines.map(({ device_id, code, keeper_id, cells: [cell] }): Kept => (
      { device_id, code, keeper_id, standing: cell!.standing, words: cellWords(cell!, period, sayFor(now)) }))
    return [...resetAsks(devices, period, dayOf(now)), ...lateAsks(devices, await listHolders(db, 'lead'), dayOf(now))]
  },
  examples: exampleAsks,
  say: { 'password reset': sayReset, 'password resets late': sayLate },
}
