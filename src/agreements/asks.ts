import { dayOf } from '../calendar/days.ts'
import { listHolders } from '../people/holders.ts'
import type { AskSource } from '../reminders/asks.ts'
import { listAsked } from './list.ts'
import { countAsks, exampleAsks, sayCount, sayUnsigned, unsignedAsks } from './reminders.ts'

/** The agreement's part in the daily letter. */
export const agreementAsks: AskSource<'unsigned' | 'unsigned count'> = {
  async read(db, { settings }, now) {
    const { remind_unsigned, remind_unsigned_count } = settings
    if (!remind_unsigned && !remind_unsigned_count) return []
    const [asked, today] = [await listAsked(db, now), dayOf(now)]
    return [
      ...remind_unsigned ? unsignedAsks(asked, today) : [],
      ...remind_unsigned_count ? countAsks(asked, await listHolders(db, 'office'), today) : [],
    ]
  },
  examples: exampleAsks,
  say: { 'unsigned': sayUnsigned, 'unsigned count': sayCount },
}
