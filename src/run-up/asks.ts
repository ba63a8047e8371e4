import { dayOf } from '../calendar/days.ts'
import { type Holiday, seasonOn } from '../calendar/holidays.ts'
import type { AskSource } from '../reminders/asks.ts'
import { type Ask, once, type Said } from '../reminders/ledger.ts'
import { rulesOf } from './season.ts'
import { listUnanswered } from './store.ts'

type Kept = { device_id: string, code: string, type_name: string, keeper_id: string }

/** Each keeper is asked once a holiday, for each device, whether it goes home with them. */
function keepingAsks(kept: Kept[], { key, name }: Pick<Holiday, 'key' | 'name'>): Ask[] {
  return kept.map(({ device_id, code, type_name, keeper_id }) => (
    { person_id: keeper_id, kind: 'holiday keeping' as const, what: device_id, ...once(key), items: [`${code}, ${type_name}, over the ${name}`], link: '/run-up/mine' }))
}

function sayKeeping(asks: Ask[]): Said {
  const one = asks.length === 1
  return {
    subject: `Please say what happens to ${one ? asks[0]!.items[0]!.split(',')[0] : `${asks.length} devices`} over the holiday`,
    link: asks[0]!.link, link_words: 'Say what goes home and what stays', items: asks.flatMap(({ items }) => items),
    words: `You look after ${one ? 'this device' : 'these devices'}. Say of each whether it goes home with you or is locked up at school. What goes home has to be fit to leave: the page says what is missing.`,
  }
}

/** What is asked before a long holiday, as its part in the daily letter. */
export const runUpAsks: AskSource<'holiday keeping'> = {
  async read(db, { settings, calendar }, now) {
    const season = settings.remind_holiday ? seasonOn(dayOf(now), calendar, rulesOf(settings)) : null
    return season?.phase === 'before' ? keepingAsks(await listUnanswered(db, season.holiday.key), season.holiday) : []
  },
  examples: (keeper_id) => keepingAsks([{ device_id: 'example', code: 'LT-0001', type_name: 'Laptop', keeper_id }], { key: 'example', name: 'summer holiday' }),
  say: { 'holiday keeping': sayKeeping },
}
