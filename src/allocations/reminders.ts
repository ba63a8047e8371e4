import { type Ask, once, type Said, weekly } from '../reminders/ledger.ts'

type Receipt = { id: string, code: string, keeper_id: string, words: string }
type Over = { allocation_id: string, code: string, keeper_id: string, until_words: string }

const MINE = '/allocations/mine'

/** Whoever got a device into their care is asked once in seven days whether they have it as the receipt says (M3). */
export function receiptAsks(receipts: Receipt[], today: string): Ask[] {
  return receipts.map(({ id, code, keeper_id, words }) => (
    { person_id: keeper_id, kind: 'receipt', what: id, ...weekly(today), link: MINE, items: [`${code}: ${words}`] }))
}

/** What was given until a day is asked back on it and every day from then on, as what is overdue is. */
export function overAsks(over: Over[], today: string): Ask[] {
  return over.map(({ allocation_id, code, keeper_id, until_words }) => (
    { person_id: keeper_id, kind: 'keeping over', what: allocation_id, ...once(today), link: MINE, items: [`${code}: until ${until_words}`] }))
}

/** Once a year, and then once in seven days until they answer. */
export function stillAsks(kept: { allocation_id: string, code: string, keeper_id: string }[], today: string): Ask[] {
  return kept.map(({ allocation_id, code, keeper_id }) => ({ person_id: keeper_id, kind: 'still have it', what: allocation_id, ...weekly(today), link: MINE, items: [code] }))
}

export function exampleAsks(person_id: string, today: string): Ask[] {
  return [
    ...receiptAsks([{ id: 'example', code: 'LT-0001', keeper_id: person_id, words: 'good; with charger, without bag' }], today),
    ...overAsks([{ allocation_id: 'example', code: 'LT-0001', keeper_id: person_id, until_words: 'today' }], today),
    ...stillAsks([{ allocation_id: 'example', code: 'LT-0001', keeper_id: person_id }], today),
  ]
}

const codesOf = (asks: Ask[]) => asks.flatMap(({ items }) => items.map((item) => item.split(':')[0]!))
const named = (asks: Ask[]) => (asks.length === 1 ? codesOf(asks)[0]! : `${asks.length} devices`)
const itemsOf = (asks: Ask[]) => asks.flatMap(({ items }) => items)

export function sayReceipts(asks: Ask[]): Said {
  return {
    subject: `Please confirm that you have ${named(asks)}`, link: MINE, link_words: 'Confirm it, or say what is different', items: itemsOf(asks),
    words: 'This was written down when devices went into your care or came back from it. Say whether it is so.',
  }
}

export function sayOver(asks: Ask[]): Said {
  return {
    subject: `Please bring back ${named(asks)} that you looked after`, link: MINE, link_words: 'See what you look after', items: itemsOf(asks),
    words: 'You were to look after this until the day that is named. Bring it back to the computing lead, or ask them for longer.',
  }
}

export function sayStill(asks: Ask[]): Said {
  return {
    subject: `Please say whether you still have ${named(asks)}`, link: MINE, link_words: 'Say yes, no, or that there is a problem', items: itemsOf(asks),
    words: 'Once a year everybody says whether they still have what they look after for the school.',
  }
}
