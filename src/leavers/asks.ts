import { addDays, dayOf } from '../calendar/days.ts'
import { sayFor } from '../http/say.ts'
import { listHolders } from '../people/holders.ts'
import type { AskSource } from '../reminders/asks.ts'
import { type Ask, once, type Said } from '../reminders/ledger.ts'
import { listOutstanding } from './outstanding.ts'
import { FIRST_TOLD_DAYS, stageOn } from './rules.ts'
import { listBetween } from './store.ts'

type Leaving = { id: string, name: string, last_day: string, items: string[], on: string }

/** The leaver and the office are told three weeks before the last day, a week before and on it, while something is outstanding (M13). */
export function leaverAsks(leaving: Leaving[], office: string[], today: string): Ask[] {
  return leaving.flatMap(({ id, name, last_day, items, on }) => {
    const stage = stageOn(last_day, today)
    if (stage === null || items.length === 0) return []
    const told = { what: id, ...once(`${last_day} ${stage}`) }
    const own: Ask = { ...told, person_id: id, kind: 'leaver', items, link: '/my-loans' }
    return [own, ...office.filter((one) => one !== id).map((person_id): Ask => ({ ...told, person_id, kind: 'leaver for the office', items: [`${name}, last day ${on}: ${items.join('; ')}`], link: `/leavers/${id}` }))]
  })
}

function sayLeaver(asks: Ask[]): Said {
  return {
    subject: 'Please give back what you have before your last day', items: asks.flatMap(({ items }) => items), link: asks[0]!.link, link_words: 'See what you have',
    words: 'Your last day is near, and this is still with you or in your name. Bring the devices to the suite, and tell the office what became of the rest.',
  }
}

function sayOffice(asks: Ask[]): Said {
  const one = asks.length === 1
  return {
    subject: one ? 'Please collect what a leaver still has' : `Please collect what ${asks.length} leavers still have`, items: asks.flatMap(({ items }) => items),
    link: one ? asks[0]!.link : '/leavers', link_words: one ? 'Open the leaver’s checklist' : 'See the leavers',
    words: 'They are told three weeks before their last day, a week before and on the day, and so are you, until everything is back.',
  }
}

/** What leavers still have, as its part in the daily letter. */
export const leaverSource: AskSource<'leaver' | 'leaver for the office'> = {
  async read(db, { settings }, now) {
    if (!settings.remind_leavers) return []
    const today = dayOf(now)
    const leavers = await listBetween(db, today, addDays(today, FIRST_TOLD_DAYS))
    if (leavers.length === 0) return []
    const outstanding = await listOutstanding(db, leavers.map(({ id }) => id), today)
    const { day } = sayFor(now)
    const leaving = leavers.map(({ id, name, last_day }) => (
      { id, name, last_day, on: day(last_day), items: outstanding.filter(({ person_id }) => person_id === id).map(({ what, words }) => `${what}: ${words}`) }))
    return leaverAsks(leaving, await listHolders(db, 'office'), today)
  },
  examples: (person_id, today) => [
    ...leaverAsks([{ id: person_id, name: '', last_day: today, on: 'today', items: ['LT-0001: Laptop, looked after'] }], [], today),
    ...leaverAsks([{ id: 'example', name: 'A colleague', last_day: today, on: 'today', items: ['LT-0001: Laptop, looked after'] }], [person_id], today).slice(1),
  ],
  say: { 'leaver': sayLeaver, 'leaver for the office': sayOffice },
}
