import { dayOf } from '../calendar/days.ts'
import { sayFor } from '../http/say.ts'
import { listHolders } from '../people/holders.ts'
import type { AskSource } from '../reminders/asks.ts'
import { exampleAsks, type Kept, lateAsks, resetAsks, sayLate, sayReset } from './reminders.ts'
import { periodOn } from './rules.ts'
import { owedIn } from './standing.ts'
import { cellWords } from './words.ts'

/** The password resets' part in the daily letter. */
export const passwordResetAsks: AskSource<'password reset' | 'password resets late'> = {
  async read(db, { settings, calendar }, now) {
    const period = settings.remind_resets ? periodOn(dayOf(now), calendar, settings) : null
    if (!period) return []
    const devices = (await owedIn(db, period, now)).map(({ device_id, code, keeper_id, cell }): Kept => (
      { device_id, code, keeper_id, standing: cell.standing, words: cellWords(cell, sayFor(now)) }))
    return devices.length === 0 ? [] : [...resetAsks(devices, period, dayOf(now)), ...lateAsks(devices, await listHolders(db, 'lead'), dayOf(now))]
  },
  examples: exampleAsks,
  say: { 'password reset': sayReset, 'password resets late': sayLate },
}
