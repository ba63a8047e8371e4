import { type Ask, once, type Said } from '../../reminders/ledger.ts'

type Wanted = { id: string, code: string, keeper_id: string, keeper: string, asker_id: string, asker: string, why: string, until_words: string }
type Answered = Wanted & { answer: 'yes' | 'no' | 'later', answer_words: string, answered_at: string }

const MINE = '/allocations/mine'
const about = ({ why, until_words }: Wanted) => `${why ? `, for ${why}` : ''}, until ${until_words}`

/** Whoever looks after a device is asked every day until they answer (M3). */
export function borrowAsks(wanted: Wanted[], today: string): Ask[] {
  return wanted.map((one) => (
    { person_id: one.keeper_id, kind: 'borrow ask', what: one.id, ...once(today), link: MINE, items: [`${one.code}: ${one.asker}${about(one)}`] }))
}

/** What its keeper left unanswered for a school day is told the lead once. */
export function unansweredAsks(wanted: Wanted[], leads: string[]): Ask[] {
  return wanted.flatMap((one) => leads.map((person_id) => (
    { person_id, kind: 'borrow unanswered' as const, what: one.id, ...once('unanswered'), link: '/allocations#asks', items: [`${one.code}, with ${one.keeper}: ${one.asker}${about(one)}`] })))
}

export function answeredAsks(answered: Answered[]): Ask[] {
  return answered.map(({ id, code, keeper, asker_id, answer, answer_words, answered_at, until_words }) => ({
    person_id: asker_id, kind: 'borrow answered', what: id, ...once(answered_at), link: MINE,
    items: [`${code}: ${answer === 'yes' ? `yes, until ${until_words}` : answer}${answer_words ? ` (${answer_words})` : ''}, ${keeper} looks after it`],
  }))
}

/** Its keeper is told once that what they lent is back, and theirs to look after again. */
export function lentBackAsks(back: { loan_id: string, keeper_id: string, code: string, asker: string, when: string }[]): Ask[] {
  return back.map(({ loan_id, keeper_id, code, asker, when }) => (
    { person_id: keeper_id, kind: 'lent back', what: loan_id, ...once('back'), link: MINE, items: [`${code}: back from ${asker} ${when}`] }))
}

export function exampleAsks(person_id: string, today: string): Ask[] {
  const wanted = { id: 'example', code: 'LT-0001', keeper_id: person_id, keeper: 'its keeper', asker_id: person_id, asker: 'somebody', why: 'Computing', until_words: 'today' }
  return [
    ...borrowAsks([wanted], today), ...unansweredAsks([wanted], [person_id]),
    ...answeredAsks([{ ...wanted, answer: 'later', answer_words: 'after Friday', answered_at: today }]),
    ...lentBackAsks([{ loan_id: 'example', keeper_id: person_id, code: 'LT-0001', asker: 'somebody', when: 'today' }]),
  ]
}

const itemsOf = (asks: Ask[]) => asks.flatMap(({ items }) => items)
const codeOf = (asks: Ask[]) => (asks.length === 1 ? itemsOf(asks)[0]!.split(/[:,]/)[0]! : `${asks.length} devices`)

export function sayWanted(asks: Ask[]): Said {
  return {
    subject: `Please say whether ${codeOf(asks)} can be borrowed`, link: MINE, link_words: 'Say yes, no or later', items: itemsOf(asks),
    words: 'Somebody asks to borrow what you look after. Unanswered after a school day the computing lead is asked.',
  }
}

export function sayUnanswered(asks: Ask[]): Said {
  return {
    subject: `Please answer who asks to borrow ${codeOf(asks)}`, link: '/allocations#asks', link_words: 'Answer in their place', items: itemsOf(asks),
    words: 'Whoever looks after this has not answered for a school day.',
  }
}

export function sayAnswered(asks: Ask[]): Said {
  return {
    subject: `You asked to borrow ${codeOf(asks)}: the answer`, link: MINE, link_words: 'See what you asked', items: itemsOf(asks),
    words: 'This is the answer to what you asked. After a yes, book it out at the desk or on its own page.',
  }
}

export function sayBack(asks: Ask[]): Said {
  return {
    subject: `What you lent is back: ${codeOf(asks)}`, link: MINE, link_words: 'See what you look after', items: itemsOf(asks),
    words: 'This came back to the suite. You look after it again: take it to its place.',
  }
}
