import { type Ask, type Said, weekly } from '../reminders/ledger.ts'

type Lapsed = { loan_id: string, code: string, person_id: string, who: string, lapses: string[] }

/** Whoever has it and the lead are told, once in seven days, until it is put right or back (M6, M9). */
export function lapseAsks(lapsed: Lapsed[], leads: string[], today: string): Ask[] {
  return lapsed.flatMap(({ loan_id, code, person_id, who, lapses }) => [...new Set([person_id, ...leads])].map((id) => ({
    person_id: id, kind: 'off-site lapse' as const, what: loan_id, ...weekly(today), link: `/devices/${code}`,
    items: [`${code}${id === person_id ? '' : `, with ${who}`}: ${lapses.join('; ')}`],
  })))
}

export function exampleAsks(person_id: string, today: string): Ask[] {
  return lapseAsks([{ loan_id: 'example', code: 'LT-0001', person_id, who: '', lapses: ['Its encryption check has run out'] }], [], today)
}

export function sayLapses(asks: Ask[]): Said {
  const one = asks.length === 1
  return {
    subject: `Please put right what lapsed off-site${one ? '' : ` (${asks.length} devices)`}`, link: one ? asks[0]!.link : '/', link_words: one ? 'Look at the device' : 'See them on Today',
    items: asks.flatMap(({ items }) => items),
    words: `Something that has to hold while ${one ? 'a device is' : 'devices are'} away from school does not hold any more. Bring ${one ? 'it' : 'them'} in to be checked, or ask for permission again.`,
  }
}
