import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { sayFor } from '../http/say.ts'
import { listHolders } from '../people/holders.ts'
import type { AskSource } from '../reminders/asks.ts'
import { type Ask, once, type Said } from '../reminders/ledger.ts'
import { byAbsence, type Return } from './grouped.ts'
import { readAwaited } from './read.ts'

/** The office and the lead are told once of a return whose day has passed; again when it was given another. */
function lateAsks(late: Return[], readers: string[], day: (day: string) => string): Ask[] {
  return late.flatMap(({ id, person, by_day, codes }) => readers.map((person_id): Ask => (
    { person_id, kind: 'return late', what: id, ...once(by_day), items: [`${person}: ${codes.join(', ')}, arranged by ${day(by_day)}`], link: `/absences/${id}` })))
}

function sayLate(asks: Ask[]): Said {
  const one = asks.length === 1
  return {
    subject: one ? 'Please see to a return that has not come' : `Please see to ${asks.length} returns that have not come`,
    items: asks.flatMap(({ items }) => items), link: one ? asks[0]!.link : '/absences', link_words: one ? 'Open the return' : 'See the returns',
    words: 'Its day has passed, and this is not back. Agree on another day, or say that it is done: until then nobody reminds whoever has it.',
  }
}

async function readersOf(db: Db): Promise<string[]> {
  return [...new Set([...await listHolders(db, 'office'), ...await listHolders(db, 'lead')])]
}

/** Returns that have not come by their day, as a part of the daily letter. */
export const absenceAsks: AskSource<'return late'> = {
  async read(db, { settings }, now) {
    if (!settings.remind_returns) return []
    const late = byAbsence(await readAwaited(db)).filter(({ by_day }) => by_day < dayOf(now))
    return late.length === 0 ? [] : lateAsks(late, await readersOf(db), sayFor(now).fullDay)
  },
  examples: (reader, today) => lateAsks([{ id: 'example', person: 'Somebody', by_day: today, how: 'collected', made_by_id: reader, codes: ['LT-0001'] }], [reader], () => 'today'),
  say: { 'return late': sayLate },
}
