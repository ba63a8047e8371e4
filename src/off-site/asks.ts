import { dayOf } from '../calendar/days.ts'
import { listHolders } from '../people/holders.ts'
import type { AskSource } from '../reminders/asks.ts'
import { listLapsed } from './register.ts'
import { exampleAsks, lapseAsks, sayLapses } from './reminders.ts'

/** What has lapsed off-site, as its part in the daily letter. */
export const offSiteAsks: AskSource<'off-site lapse'> = {
  async read(db, { settings }, now) {
    if (!settings.remind_lapses) return []
    const lapsed = await listLapsed(db, now)
    return lapsed.length === 0 ? [] : lapseAsks(lapsed, await listHolders(db, 'lead'), dayOf(now))
  },
  examples: exampleAsks,
  say: { 'off-site lapse': sayLapses },
}
