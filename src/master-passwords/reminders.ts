import { type Ask, type Said, weekly } from '../reminders/ledger.ts'

type Heeded = { id: string, name: string, heeds: readonly string[] }

/** Whoever keeps the list is told once in seven days of what too few hold, or somebody who has left (M28). */
export function holderAsks(held: readonly Heeded[], keeperIds: readonly string[], today: string): Ask[] {
  const wrong = held.filter(({ heeds }) => heeds.length > 0)
  return keeperIds.flatMap((person_id) => wrong.map(({ id, name, heeds }): Ask => (
    { person_id, kind: 'master password', what: id, ...weekly(today), items: heeds.map((words) => `${name}: ${words}`), link: '/master-passwords' })))
}

export function exampleAsks(person_id: string, today: string): Ask[] {
  return holderAsks([{ id: 'example', name: 'Server administrator', heeds: ['Only one person holds it'] }], [person_id], today)
}

export function sayHolders(asks: Ask[]): Said {
  const what = asks.length === 1 ? 'a master password' : `${asks.length} master passwords`
  return {
    subject: `Please see that two people hold ${what}`, items: asks.flatMap(({ items }) => items), link: asks[0]!.link, link_words: 'See who holds them',
    words: 'Should one of them be ill, the other can still get in. Kitbook keeps who holds it, never what it is.',
  }
}
