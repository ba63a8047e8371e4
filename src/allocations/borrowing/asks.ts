import { addDays, at, dayOf } from '../../calendar/days.ts'
import type { Db } from '../../database/open.ts'
import { sayFor } from '../../http/say.ts'
import { listHolders } from '../../people/holders.ts'
import type { AskSource } from '../../reminders/asks.ts'
import type { Ask } from '../../reminders/ledger.ts'
import { answeredAsks, borrowAsks, exampleAsks, lentBackAsks, sayAnswered, sayBack, sayUnanswered, sayWanted, unansweredAsks } from './reminders.ts'
import { isLeads } from './rules.ts'
import { type BorrowAsk, findAnyAsk, listAnsweredSince, listLentBack, listOpenAsks } from './store.ts'

/** For so many days somebody is told of an answer or of what is back. */
const DAYS_TOLD = 7

/** The part of what is asked of keepers in the daily letter. */
export const borrowingAsks: AskSource<'borrow ask' | 'borrow unanswered' | 'borrow answered' | 'lent back'> = {
  async read(db, { settings, calendar }, now) {
    if (!settings.remind_keepers) return []
    const today = dayOf(now)
    const since = at(addDays(today, -DAYS_TOLD), '00:00')
    const any = (await findAnyAsk(db, at(addDays(today, -366), '00:00')))!
    const open = any.open === null ? [] : (await listOpenAsks(db)).filter(({ answer }) => answer === null).map((ask) => wordedOf(ask, ask.until_day, now))
    const late = open.filter((ask) => isLeads(ask, now, calendar))
    return [
      ...borrowAsks(open, today),
      ...late.length === 0 ? [] : unansweredAsks(late, await listHolders(db, 'lead')),
      ...any.answered === null ? [] : await toldOf(db, since, now),
    ]
  },
  examples: exampleAsks,
  say: { 'borrow ask': sayWanted, 'borrow unanswered': sayUnanswered, 'borrow answered': sayAnswered, 'lent back': sayBack },
}

async function toldOf(db: Db, since: string, now: Date): Promise<Ask[]> {
  const say = sayFor(now)
  const answered = (await listAnsweredSince(db, since)).map((ask) => ({ ...wordedOf(ask, ask.granted_until ?? ask.until_day, now), answer: ask.answer!, answered_at: ask.answered_at! }))
  const back = (await listLentBack(db, dayOf(since))).filter(({ returned_at }) => returned_at >= since)
  return [...answeredAsks(answered), ...lentBackAsks(back.map((one) => ({ ...one, when: say.when(one.returned_at) })))]
}

function wordedOf(ask: BorrowAsk, until: string, now: Date) {
  return { ...ask, until_words: sayFor(now).day(until) }
}
